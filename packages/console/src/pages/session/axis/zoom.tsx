import { Button } from "../../../components/button.tsx";
import { Icon } from "../../../components/icon.tsx";
import styles from "./findings.module.css";
import type { View } from "./use-view.ts";

/** The controls of the zoom. The slider is logarithmic: each step shows the same share less. */
export function Zoom({ zoom, most, setZoom, zoomIn, zoomOut, fit }: View) {
  const isAll = zoom <= 1;
  return (
    <div className={styles.zoom}>
      <Button
        kind="quiet"
        icon
        aria-label="Zoom out"
        onPress={zoomOut}
        disabledReason={isAll ? "The whole session is shown" : undefined}
      >
        <Icon name="minus" />
      </Button>
      <input
        type="range"
        aria-label="Zoom"
        aria-valuetext={`${zoom.toFixed(1)} times`}
        min={0}
        max={Math.log(most)}
        step={0.01}
        value={Math.log(zoom)}
        onChange={({ target }) => setZoom(Math.exp(Number(target.value)))}
      />
      <Button
        kind="quiet"
        icon
        aria-label="Zoom in"
        onPress={zoomIn}
        disabledReason={zoom >= most ? "This is the maximum zoom" : undefined}
      >
        <Icon name="plus" />
      </Button>
      <Button
        kind="quiet"
        onPress={fit}
        disabledReason={isAll ? "The whole session is shown" : undefined}
      >
        Fit
      </Button>
    </div>
  );
}
