import { useStored } from "../app/stored.ts";
import { THEMES, theme } from "../app/theme.ts";
import { Segments } from "./segments.tsx";

const NAMES = { system: "System", light: "Light", dark: "Dark" };

export function ThemeSwitch() {
  const [chosen, choose] = useStored(theme);
  return (
    <Segments
      label="Theme"
      value={chosen}
      onChange={choose}
      options={THEMES.map((id) => ({ id, name: NAMES[id] }))}
      equal
    />
  );
}
