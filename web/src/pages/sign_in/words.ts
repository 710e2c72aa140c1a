/** What went wrong while signing in, for people; pure. */

import { ApiError } from "../../api/http";

export type Way = "password" | "token";

/** A sentence for an error of a way to sign in. */
export function wordsOf(error: unknown, way: Way): string {
  if (!(error instanceof ApiError)) return "Signing in did not work. Load the page again.";
  switch (error.status) {
    case 0:
      return "The server does not answer. Check the connection and try again.";
    case 401:
      return way === "token"
        ? "The server does not know this token, or it has run out. Ask an admin for another one."
        : sentence(error.message);
    default:
      return sentence(error.message);
  }
}

/** A message of the server as a sentence: it begins small and has no full stop. */
export function sentence(message: string): string {
  const begun = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
