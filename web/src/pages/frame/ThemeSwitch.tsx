/** One button that goes from the system's theme to light to dark. */

import { nextTheme, setTheme, theme, type Theme } from "./theme";

const TITLES: Record<Theme, string> = { auto: "as the system", light: "light", dark: "dark" };

const SHAPES: Record<Theme, string> = {
  auto: "M12 4a8 8 0 1 0 0 16ZM12 4a8 8 0 0 1 0 16",
  light:
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2",
  dark: "M20 14.500A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.500Z",
};

export function ThemeSwitch() {
  const now = theme.value;
  const label = `Theme: ${TITLES[now]}. Change to ${TITLES[nextTheme(now)]}`;
  return (
    <button
      type="button"
      class="button quiet icon"
      aria-label={label}
      title={label}
      onClick={() => setTheme(nextTheme(now))}
    >
      <svg class={`theme-${now}`} viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
        <path d={SHAPES[now]} />
      </svg>
    </button>
  );
}
