/** Why something failed, in words that can follow "because". */

export function reasonOf(error: unknown): string {
  if (error instanceof Error && error.message !== "") return error.message;
  return typeof error === "string" && error !== "" ? error : "of an unknown error";
}
