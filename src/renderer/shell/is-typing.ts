const keysAreText = 'textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button])'

/** Whether a plain letter is meant for a field: a checkbox or a choice that has the focus takes no letters. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(keysAreText) !== null
}

/** Whether a plain key belongs to a field or to what lies over the view. */
export function isKeyElsewhere({ target }: Event): boolean {
  return isTyping(target) || document.querySelector('[role="dialog"], [role="menu"]') !== null
}
