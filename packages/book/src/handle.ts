/** How many places a book has; a handle is generation × `PLACES` + place, with places from 1. */
export const PLACES = 0x1000000;

/** The last generation of a place, after which it is never used again: handles stay below 2^53. */
export const LAST_GENERATION = 0x1fffffff;

/** The handle of the order that is the `generation`-th to use `place`. */
export function handleOf(place: number, generation: number): number {
  return generation * PLACES + place;
}

/** The place in a handle; anything that is no handle gives some number below `PLACES`. */
export function placeOf(handle: number): number {
  return handle & (PLACES - 1);
}
