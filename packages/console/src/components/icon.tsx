import styles from "./icon.module.css";

/** Paths on a grid of 16 px, drawn with a stroke of 1.5 px. */
const PATHS = {
  agent: "M3.5 5.5h9v7h-9zM8 5.5V3M6 8.5v1M10 8.5v1",
  back: "M9.5 3.5L5 8l4.5 4.5",
  backward: "M3.2 6.2A5.3 5.3 0 118 13.3M2.7 2.8v3.6h3.6",
  calendar:
    "M4 3.5h8a1.5 1.5 0 011.5 1.5v7a1.5 1.5 0 01-1.5 1.5H4A1.5 1.5 0 012.5 12V5A1.5 1.5 0 014 3.5zM2.5 6.5h11M5.5 2v2.5M10.5 2v2.5",
  chat: "M3 3h10a.5.5 0 01.5.5v7a.5.5 0 01-.5.5H7l-3 2.5V11H3a.5.5 0 01-.5-.5v-7A.5.5 0 013 3z",
  check: "M3 8.5l3.5 3.5L13 4.5",
  clock: "M8 2.5a5.5 5.5 0 110 11 5.5 5.5 0 010-11zM8 5v3.2l2 1.3",
  close: "M4.5 4.5l7 7M11.5 4.5l-7 7",
  columns:
    "M4 3h8a1.5 1.5 0 011.5 1.5v7A1.5 1.5 0 0112 13H4a1.5 1.5 0 01-1.5-1.5v-7A1.5 1.5 0 014 3zM6.2 3v10M9.8 3v10",
  copy: "M6 5.5h6.5V13H6zM3.5 10.5V3H10",
  down: "M4.5 6.5L8 10l3.5-3.5",
  download: "M8 2.5V10M5 7l3 3 3-3M3 11.5v2h10v-2",
  eye: "M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8zM8 6.2a1.8 1.8 0 110 3.6 1.8 1.8 0 010-3.6z",
  first: "M11 4.5L7.5 8l3.5 3.5M4.5 4.5v7",
  forward: "M12.8 6.2A5.3 5.3 0 108 13.3M13.3 2.8v3.6H9.7",
  inbound: "M11.5 4.5l-7 7M4.5 6v5.5H10",
  key: "M5 7.75a2.75 2.75 0 110 5.5 2.75 2.75 0 010-5.5zM7 8.5l6-6M10.5 5l2 2",
  last: "M5 4.5L8.5 8 5 11.5M11.5 4.5v7",
  link: "M6.8 9.2a2.6 2.6 0 003.7 0l2.2-2.2a2.6 2.6 0 00-3.7-3.7l-.8.8M9.2 6.8a2.6 2.6 0 00-3.7 0L3.3 9a2.6 2.6 0 003.7 3.7l.8-.8",
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  minus: "M3.5 8h9",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  muted: "M2.5 6.2v3.6h2.3L8 12.5v-9L4.8 6.2zM10.5 6.2l3.5 3.6M14 6.2l-3.5 3.6",
  newer: "M8 12.5v-9M4.5 7L8 3.5 11.5 7",
  next: "M6.5 4.5L10 8l-3.5 3.5",
  outbound: "M4.5 11.5l7-7M6 4.5h5.5V10",
  overview: "M2.5 13.5v-11M2.5 13.5h11M5.5 11V8M8.5 11V5M11.5 11V7",
  phone:
    "M6 1.8h4a1.5 1.5 0 011.5 1.5v9.4a1.5 1.5 0 01-1.5 1.5H6a1.5 1.5 0 01-1.5-1.5V3.3A1.5 1.5 0 016 1.8zM7.3 11.8h1.4",
  plus: "M8 3.5v9M3.5 8h9",
  previous: "M9.5 4.5L6 8l3.5 3.5",
  search: "M7 3a4 4 0 110 8 4 4 0 010-8zM10 10l3.5 3.5",
  sessions: "M2.5 4h11M2.5 8h11M2.5 12h7",
  settings:
    "M2.5 4.5h6M12 4.5h1.5M2.5 11.5H4M7.5 11.5h6M10.2 2.8a1.7 1.7 0 110 3.4 1.7 1.7 0 010-3.4zM5.8 9.8a1.7 1.7 0 110 3.4 1.7 1.7 0 010-3.4z",
  signOut: "M9.5 2.5h-6v11h6M7 8h6.5M11 5.5L13.5 8 11 10.5",
  talkOver: "M2.5 6h7M6.5 10h7",
  up: "M4.5 9.5L8 6l3.5 3.5",
  voice: "M3 6.5v3M5.5 4.5v7M8 2.5v11M10.5 5v6M13 6.5v3",
  volume: "M2.5 6.2v3.6h2.3L8 12.5v-9L4.8 6.2zM10.5 6a3 3 0 010 4M12.3 4.2a5.4 5.4 0 010 7.6",
  warning: "M8 2.5l6 10.5H2zM8 6.5v3M8 11.3v.1",
} as const;
export type IconName = keyof typeof PATHS;

/** A picture beside a word. It has no name of its own for screen readers. */
export function Icon({ name, small = false }: { name: IconName; small?: boolean }) {
  return (
    <svg
      className={small ? `${styles.icon} ${styles.small}` : styles.icon}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
