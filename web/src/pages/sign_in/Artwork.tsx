/** A still life of masks: what the app is about, drawn with the theme's colours. */

export function Artwork() {
  return (
    <svg
      class="artwork"
      viewBox="0 0 480 480"
      aria-hidden="true"
      preserveAspectRatio="xMidYMid slice"
    >
      <g class="artwork-grid">
        {LINES.map((at) => (
          <path key={at} d={`M${at} 0V480M0 ${at}H480`} />
        ))}
      </g>
      <path class="artwork-table" d="M0 356C120 338 360 338 480 356V480H0Z" />
      <path
        class="artwork-mask pear"
        d="M186 150c16 2 22 24 24 46 4 34 40 48 40 102 0 46-34 74-74 74s-74-28-74-74c0-54 36-68 42-102 4-24 18-48 42-46Z"
      />
      <path
        class="artwork-mask apple"
        d="M322 226c26-12 82 0 82 66 0 50-38 84-66 84-12 0-14-6-26-6s-16 6-28 6c-30 0-62-36-62-82 0-58 52-82 78-68 8 4 14 4 22 0Z"
      />
      <path class="artwork-stalk" d="M188 153c0-18 6-28 16-36M312 226c0-20 6-34 20-46" />
      <path
        class="artwork-ants"
        d="M322 226c26-12 82 0 82 66 0 50-38 84-66 84-12 0-14-6-26-6s-16 6-28 6c-30 0-62-36-62-82 0-58 52-82 78-68 8 4 14 4 22 0Z"
      />
      <rect class="artwork-box" x="96" y="144" width="160" height="234" rx="4" />
      <g class="artwork-corners">
        {CORNERS.map(([x, y]) => (
          <rect key={`${x}-${y}`} x={x - 5} y={y - 5} width="10" height="10" rx="2" />
        ))}
      </g>
      <g class="artwork-click in">
        <circle cx="330" cy="300" r="22" />
        <circle cx="330" cy="300" r="8" />
      </g>
      <g class="artwork-click out">
        <circle cx="428" cy="232" r="7" />
      </g>
    </svg>
  );
}

const LINES = Array.from({ length: 11 }, (_, index) => 40 * (index + 1));
const CORNERS = [
  [96, 144],
  [256, 144],
  [96, 378],
  [256, 378],
] as const;
