/** A path that no page belongs to. */

export function NotFound(props: { path: string }) {
  return (
    <section class="notice">
      <h1>There is no such page</h1>
      <p>
        Nothing is at <code>{props.path}</code>. The address may be mistyped, or the link is old.
      </p>
      <p class="notice-ways">
        <a class="button primary" href="/">
          Go to the start
        </a>
      </p>
    </section>
  );
}
