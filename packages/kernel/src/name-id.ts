/**
 * Turns a name into a 32-bit unsigned number that depends on its UTF-16 units alone: FNV-1a with the offset basis and
 * prime of draft-eastlake-fnv, each unit folded as two bytes, low byte first.
 */
export function nameId(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash >>> 0;
}
