/** The form to sign in: name and password, or a token. Says in words what went wrong. */

import { useEffect, useRef, useState } from "preact/hooks";

import { signIn, signInWithToken } from "../../api/session";
import { wordsOf, type Way } from "./words";

interface SignInFormProps {
  /** Who has to come back; they need not type their name again. */
  readonly name?: string;
  readonly done?: () => void;
}

export function SignInForm(props: SignInFormProps) {
  const [way, setWay] = useState<Way>("password");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    const fields = form.current?.querySelectorAll("input") ?? [];
    Array.from(fields)
      .find(({ value }) => value === "")
      ?.focus();
  }, [way]);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy || !form.current) return;
    const given = new FormData(form.current);
    const text = (field: string) => String(given.get(field) ?? "");
    setBusy(true);
    setProblem("");
    try {
      if (way === "token") await signInWithToken(text("token"));
      else await signIn(text("name"), text("password"));
      props.done?.();
    } catch (error) {
      setProblem(wordsOf(error, way));
      Array.from(form.current.querySelectorAll("input")).at(-1)?.select();
    } finally {
      setBusy(false);
    }
  };

  return (
    <form class="sign-in-form" ref={form} onSubmit={submit} aria-busy={busy}>
      {way === "token" ? <TokenField /> : <PasswordFields name={props.name ?? ""} />}
      <p class="sign-in-problem" role="alert">
        {problem}
      </p>
      <button type="submit" class="button primary sign-in-go" aria-disabled={busy}>
        {busy ? "Signing in…" : "Sign in"}
      </button>
      <button
        type="button"
        class="button quiet"
        onClick={() => {
          setProblem("");
          setWay(way === "token" ? "password" : "token");
        }}
      >
        {way === "token" ? "Use name and password" : "Use a token instead"}
      </button>
    </form>
  );
}

function PasswordFields(props: { name: string }) {
  return (
    <>
      <label class="field">
        Name
        <input
          class="input"
          name="name"
          defaultValue={props.name}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          maxLength={200}
          required
        />
      </label>
      <label class="field">
        Password
        <input
          class="input"
          name="password"
          type="password"
          autocomplete="current-password"
          maxLength={1000}
          required
        />
      </label>
    </>
  );
}

function TokenField() {
  return (
    <label class="field sign-in-token">
      Token
      <input
        class="input"
        name="token"
        type="password"
        autocomplete="off"
        spellcheck={false}
        required
      />
      <span>
        Whoever set up the server prints one with <code>anymask engine token</code>. It stays in
        this tab and is forgotten when the tab is closed.
      </span>
    </label>
  );
}
