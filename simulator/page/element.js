// Makes elements; text only ever becomes text.

/** An element with properties and children; strings become text. */
export const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children)
  return made
}
