/** The door: looks at the path, loads the page behind it, and shows it below the top bar. */

import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { Boundary } from "./pages/frame/Boundary";
import { Lazy } from "./pages/frame/Lazy";
import { NotFound } from "./pages/frame/NotFound";
import { restoreTheme } from "./pages/frame/theme";
import { titleOf } from "./pages/frame/titles";
import { TopBar } from "./pages/frame/TopBar";
import { Gate } from "./pages/sign_in/Gate";
import { follow, match, place } from "./router";
import "./style/tokens.css";
import "./style/base.css";
import "./pages/frame/frame.css";

function App() {
  const { path } = place.value;
  const route = match(path);
  const page = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    document.title = titleOf(route);
    // Whoever moves by keyboard starts at the top of the new page.
    if (!first.current) page.current?.focus();
    first.current = false;
  }, [path]);
  return (
    <div class="frame">
      <TopBar page={route?.page ?? null} project={route?.params["project"] ?? null} />
      <main id="page" class="frame-page" tabIndex={-1} ref={page}>
        <Boundary key={path}>
          {route ? (
            <Gate page={route.page}>
              <Lazy route={route} path={path} />
            </Gate>
          ) : (
            <NotFound path={path} />
          )}
        </Boundary>
      </main>
    </div>
  );
}

restoreTheme();
follow();
const root = document.getElementById("app");
if (root) render(<App />, root);
