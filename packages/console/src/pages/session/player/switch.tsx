import styles from "./player.module.css";

/** Something that is on or off. */
export function Switch(props: { name: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={props.isOn}
      className={styles.switch}
      onClick={() => props.onChange(!props.isOn)}
    >
      <i />
      {props.name}
    </button>
  );
}
