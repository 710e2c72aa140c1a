/** Routes about quality: flags, verdicts, reviews, audits, and how far annotators agree. */

import { ask, query } from "./http";
import type { AgreementOut, AuditIn, AuditOut, Consensus, FlagOut, JudgedOut } from "./wire";
import type { ReviewedOut, SecondIn, SecondOut, VerdictIn, VerdictOut } from "./wire";

export const qualityRoutes = (at: string) => ({
  flags: (resolved?: boolean) => ask<FlagOut[]>("GET", `${at}/flags${query({ resolved })}`),
  resolveFlag: (flagId: number, faulty: boolean) =>
    ask<FlagOut>("POST", `${at}/flags/${flagId.toString()}/resolve`, { body: { faulty } }),
  giveVerdict: (taskId: number, maskId: string, verdict: VerdictIn) =>
    ask<JudgedOut>("PUT", `${at}/tasks/${taskId.toString()}/verdicts/${maskId}`, {
      body: verdict,
      patient: false,
    }),
  verdicts: (taskId: number) =>
    ask<VerdictOut[]>("GET", `${at}/tasks/${taskId.toString()}/verdicts`),
  reviews: () => ask<ReviewedOut[]>("GET", `${at}/reviews`),
  audits: () => ask<AuditOut[]>("GET", `${at}/audits`),
  startAudit: (audit: AuditIn = {}) => ask<AuditOut>("POST", `${at}/audits`, { body: audit }),
  agreement: (stage?: string) => ask<AgreementOut>("GET", `${at}/agreement${query({ stage })}`),
  /** Let several people label the same images. */
  askAgain: (second: SecondIn) => ask<SecondOut>("POST", `${at}/agreement`, { body: second }),
  consensus: (imageId: number, stage?: string) =>
    ask<Consensus>("GET", `${at}/images/${imageId.toString()}/consensus${query({ stage })}`),
});
