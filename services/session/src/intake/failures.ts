// Answers: is an error a failure of ours, so that the network must keep what it sent?
import { LogUnavailableError } from '@indoshopster/event-log/append'
import { LeaseLostError } from '../lease/lease.fence.ts'
import { IntakeFailedError } from './intake.errors.ts'

export const isFailureOfOurs = (error: unknown): boolean =>
  error instanceof IntakeFailedError ||
  error instanceof LeaseLostError ||
  error instanceof LogUnavailableError
