/** A share of an image, short: "24 %", "0.53 %". Pure. */

export function shareOf(share: number): string {
  const percent = 100 * share;
  return `${percent >= 10 ? percent.toFixed(0) : percent.toPrecision(2)} %`;
}
