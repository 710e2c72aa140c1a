/** Why something failed, in words that can follow "because", and whose fault it is. */

/** What was given cannot be used; the model is well and need not be started anew. */
export class Refused extends Error {}

export function reasonOf(error: unknown): string {
  if (error instanceof Error && error.message !== "") return error.message;
  return typeof error === "string" && error !== "" ? error : "of an unknown error";
}
