/** Half-precision numbers, which browsers do not all know. */

/** Sign, exponent and the upper bits of single precision for each of the 64 signs and exponents. */
const EXPONENTS = Uint32Array.from({ length: 64 }, (_, high) => {
  const sign = (high & 32) << 26;
  const exponent = high & 31;
  if (exponent === 0) return sign;
  return sign | ((exponent === 31 ? 255 : exponent + 112) << 23);
});

const SMALLEST = 2 ** -24;

/** Converts exactly: each half-precision number is one of single precision. */
export function halvesToFloats(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  const floats = new Float32Array(bits.buffer);
  for (let i = 0; i < halves.length; i++) {
    const half = halves[i] as number;
    const fraction = half & 1023;
    if ((half & 0x7c00) === 0 && fraction !== 0) {
      floats[i] = (half & 0x8000 ? -SMALLEST : SMALLEST) * fraction;
    } else {
      bits[i] = (EXPONENTS[half >> 10] as number) | (fraction << 13);
    }
  }
  return floats;
}
