/** `/sign-in`: signs in, then goes to the projects. */

import { useEffect } from "preact/hooks";

import { session } from "../../api/session";
import { navigate } from "../../router";
import { Welcome } from "./Welcome";

export default function Page() {
  const signedIn = session.value.kind === "in";
  useEffect(() => {
    if (signedIn) navigate("/", true);
  }, [signedIn]);
  return signedIn ? null : <Welcome />;
}
