import type { ReactNode } from "react";
import { useBrowserSession } from "../../app/browser-session.ts";
import { density, reviewer, singleKeys, zonePreference } from "../../app/preferences.ts";
import { useStored } from "../../app/stored.ts";
import { Field } from "../../components/field.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { Segments } from "../../components/segments.tsx";
import { ThemeSwitch } from "../../components/theme-switch.tsx";
import { longTime, zoneName, zoneOf } from "../../text/times.ts";
import { Section } from "./section.tsx";
import { StatusSection } from "./status.tsx";
import styles from "./view.module.css";

/** The settings of this browser and, for administrators, the state of the service. */
export function SettingsPage() {
  const { key, organisation, version, expires_at } = useBrowserSession();
  const zone = zoneOf("local", undefined);
  const expiry = new Date(expires_at);
  return (
    <>
      <PageHead title="Settings" />
      <div className={styles.place}>
        <Section title="This browser">
          <Appearance />
          <Reviewer />
        </Section>
        <Section title="Signed in">
          <dl className={styles.facts}>
            <dt>Organisation</dt>
            <dd dir="auto">{organisation}</dd>
            <dt>Key</dt>
            <dd dir="auto">
              {key.name}, scope {key.scope}
            </dd>
            <dt>Until</dt>
            <dd>
              {longTime(expiry, zone)} {zoneName(zone, expiry)}, extended while you are active
            </dd>
          </dl>
        </Section>
        {key.scope === "admin" ? (
          <StatusSection />
        ) : (
          <Section title="Service">
            <dl className={styles.facts}>
              <dt>Version</dt>
              <dd>{version}</dd>
            </dl>
          </Section>
        )}
      </div>
    </>
  );
}

function Appearance() {
  const [rows, setRows] = useStored(density);
  const [zone, setZone] = useStored(zonePreference);
  const [keys, setKeys] = useStored(singleKeys);
  return (
    <>
      <Choice title="Theme">
        <ThemeSwitch />
      </Choice>
      <Choice title="Table rows">
        <Segments
          equal
          label="Table rows"
          value={rows}
          onChange={setRows}
          options={[
            { id: "compact", name: "Compact" },
            { id: "comfortable", name: "Comfortable" },
          ]}
        />
      </Choice>
      <Choice title="Time zone">
        <Segments
          equal
          label="Time zone"
          value={zone}
          onChange={setZone}
          options={[
            { id: "local", name: `Yours (${zoneName(zoneOf("local", undefined))})` },
            { id: "agent", name: "The agent’s" },
            { id: "utc", name: "UTC" },
          ]}
        />
      </Choice>
      <Choice
        title="Single-key shortcuts"
        hint="Such as J, K and Space. Turn them off if you use speech input or other tools that press keys."
      >
        <Segments
          equal
          label="Single-key shortcuts"
          value={keys}
          onChange={setKeys}
          options={[
            { id: "on", name: "On" },
            { id: "off", name: "Off" },
          ]}
        />
      </Choice>
    </>
  );
}

function Choice(props: { title: string; hint?: string; children: ReactNode }) {
  return (
    <div className={styles.choice}>
      <div>
        <p className={styles.name}>{props.title}</p>
        {props.hint && <p className={styles.hint}>{props.hint}</p>}
      </div>
      {props.children}
    </div>
  );
}

function Reviewer() {
  const { key } = useBrowserSession();
  const [address, setAddress] = useStored(reviewer);
  return (
    <Field
      label="Your email address"
      hint="Stored with the labels that you add in this browser"
      placeholder={key.name}
      autoComplete="email"
      inputMode="email"
      value={address}
      onChange={(event) => setAddress(event.target.value.trim())}
    />
  );
}
