/** The page of those who are not signed in: what this is, and the form. */

import { Artwork } from "./Artwork";
import { SignInForm } from "./SignInForm";
import "./sign_in.css";

export function Welcome(props: { done?: () => void }) {
  return (
    <div class="welcome">
      <section class="welcome-form" aria-labelledby="welcome-title">
        <h1 id="welcome-title">Sign in</h1>
        <p class="muted">Label images together, with a model’s help.</p>
        <SignInForm {...props} />
      </section>
      <Artwork />
    </div>
  );
}
