/** The door: looks at the path, loads the page behind it, and shows it. */

import { render } from "preact";

import "./style/tokens.css";
import "./style/base.css";

const root = document.getElementById("app");
if (root) render(<main class="card">anymask</main>, root);
