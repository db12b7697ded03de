/** Numbers from 0 to 1 by Marsaglia's xorshift of 32 bits (Journal of Statistical Software 8(14), 2003). */
export function xorshift(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}

/** Normal numbers of mean 0 and deviation 1, by the method of Box and Muller (Annals of Mathematical Statistics 29(2), 1958). */
export function gaussian(random) {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
