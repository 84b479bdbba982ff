// Proves what is learnt of a picture, and that hostile ones are left alone.
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { pictureOf } from './picture.ts'

const photo = (width: number, height: number) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#336699',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })

test('picture › has its size, and a thumbnail small enough for an event', async () => {
  const picture = await pictureOf(await photo(1600, 1200).jpeg().toBuffer())
  expect(picture).toMatchObject({ width: 1600, height: 1200 })
  const thumbnail = Buffer.from(picture?.thumbnail ?? '', 'base64')
  expect(picture?.thumbnail?.length).toBeLessThanOrEqual(12_000)
  expect(thumbnail.subarray(0, 3).toString('hex')).toBe('ffd8ff')
})

test('picture › lies the way it was held, and its thumbnail says nothing of place or camera', async () => {
  const turned = await photo(400, 200)
    .withExif({ IFD0: { Copyright: 'RAHASIA' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const picture = await pictureOf(turned)
  expect(picture).toMatchObject({ width: 200, height: 400 })
  expect(Buffer.from(picture?.thumbnail ?? '', 'base64').toString('latin1')).not.toContain('RAHASIA')
})

test('picture › too many pixels, broken bytes and other files are none', async () => {
  const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#000' } })
    .png()
    .toBuffer()
  expect(await pictureOf(bomb)).toBeNull()
  expect(await pictureOf(Buffer.from('\xff\xd8\xff no', 'latin1'))).toBeNull()
  expect(await pictureOf(Buffer.from('%PDF-1.4'))).toBeNull()
})
