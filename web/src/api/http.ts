/**
 * Requests to the server: who is asking is added, an answer that is no success becomes an
 * `ApiError`. If the session has ended, requests wait for the user to be back. Nothing else is
 * repeated here: only who knows that a request may be repeated does so.
 */

import { csrfCookie, noteUnknownPerson, pastedToken, proof, session, untilBack } from "./who";
import type { MaskOut } from "./wire";

export const PREFIX = "/api/v1";
const TIMEOUT_MS = 60_000;

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What a request may have besides its address. */
export interface Extra {
  /** Sent as JSON, unless it is bytes. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** False: fails if the session has ended, instead of waiting until the same person is back. */
  readonly patient?: boolean;
}

/** Why a request was not done. */
export class ApiError extends Error {
  constructor(
    /** Of HTTP; 0: there was no answer at all. */
    readonly status: number,
    /** The server's word for it; "unreachable" without an answer, "foreign" if another answered. */
    readonly kind: string,
    message: string,
    /** The mask as it is now, if it has changed since it was seen. */
    readonly newest?: MaskOut,
    readonly retryAfterMs?: number,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

/** Ask for JSON. The type is what the route of that address promises. */
export async function ask<T>(method: Method, path: string, extra: Extra = {}): Promise<T> {
  const answer = await send(method, path, extra);
  if (answer.status === 204) return undefined as T;
  try {
    return (await answer.json()) as T;
  } catch {
    throw new ApiError(answer.status, "foreign", `no JSON came from ${path}; is it anymask?`);
  }
}

/** Send a request below the prefix of the API; answers only with a success or 304. */
export async function send(method: Method, path: string, extra: Extra = {}): Promise<Response> {
  const bytes = extra.body instanceof Blob || extra.body instanceof ArrayBuffer;
  const json = extra.body !== undefined && !bytes;
  const headers = {
    accept: "application/json, */*;q=0.5",
    ...(json ? { "content-type": "application/json" } : {}),
    ...proof(),
    ...extra.headers,
  };
  const late = AbortSignal.timeout(extra.timeoutMs ?? TIMEOUT_MS);
  const signal = extra.signal ? AbortSignal.any([extra.signal, late]) : late;
  const body = json ? JSON.stringify(extra.body) : (extra.body as BodyInit | undefined);
  let answer: Response;
  try {
    const init = { method, headers, signal, credentials: "same-origin" as const };
    answer = await fetch(PREFIX + path, body === undefined ? init : { ...init, body });
  } catch (error) {
    if (extra.signal?.aborted) throw error;
    throw new ApiError(0, "unreachable", "the server does not answer");
  }
  if (answer.ok || answer.status === 304) return answer;
  const failure = await failureOf(answer);
  const waits =
    failure.status === 401 && session.value.kind === "expired" && extra.patient !== false;
  const back = waits && (await untilBack(extra.signal));
  extra.signal?.throwIfAborted();
  if (!back) throw failure;
  return send(method, path, { ...extra, patient: false });
}

/** Read why a request was not done. */
export async function failureOf(answer: Response): Promise<ApiError> {
  const { status } = answer;
  const retryAfterMs = secondsToMs(answer.headers.get("retry-after"));
  const body: unknown = await answer.json().catch(() => null);
  const problem = problemOf(body);
  if (status === 401) noteUnknownPerson();
  if (problem === null) {
    const message = `status ${status.toString()} without a reason`;
    return new ApiError(status, "foreign", message, undefined, retryAfterMs);
  }
  // Without its second cookie the server cannot know our page: that is a session that ended.
  if (status === 403 && pastedToken() === null && csrfCookie() === null) {
    noteUnknownPerson();
    return new ApiError(401, "unknown person", problem.message);
  }
  return new ApiError(status, problem.kind, problem.message, newestOf(body), retryAfterMs);
}

/** `?a=1&b=2`, without what is undefined or null; empty if nothing is left. */
export function query(
  values: Record<string, string | number | boolean | null | undefined>,
): string {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, String(value)]],
  );
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs).toString()}`;
}

function problemOf(body: unknown): { kind: string; message: string } | null {
  if (!isRecord(body) || !isRecord(body["error"])) return null;
  const { kind, message } = body["error"];
  return typeof kind === "string" && typeof message === "string" ? { kind, message } : null;
}

function newestOf(body: unknown): MaskOut | undefined {
  return isRecord(body) && isRecord(body["newest"]) ? (body["newest"] as MaskOut) : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function secondsToMs(header: string | null): number | undefined {
  const seconds = header === null ? NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? 1_000 * seconds : undefined;
}
