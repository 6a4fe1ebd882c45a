import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { api } from "../app/api.ts";
import { useBrowserSession } from "../app/browser-session.ts";
import { Button } from "../components/button.tsx";
import { describeError } from "../components/describe-error.ts";
import { Icon } from "../components/icon.tsx";
import { notifyError } from "../components/notice.tsx";
import { ThemeSwitch } from "../components/theme-switch.tsx";
import styles from "./account.module.css";

/** The key in use, the theme and sign-out. */
export function Account() {
  const { key } = useBrowserSession();
  return (
    <div className={styles.account}>
      <p className={styles.who}>
        Signed in with
        <span dir="auto">
          {key.name} · {key.scope}
        </span>
      </p>
      <ThemeSwitch />
      <SignOut />
    </div>
  );
}

function SignOut() {
  const router = useRouter();
  const queryClient = useQueryClient();
  const signOut = async () => {
    try {
      await api.session.delete();
    } catch (error) {
      notifyError(`You are still signed in. ${describeError(error).cause}`);
      return;
    }
    queryClient.clear();
    await router.navigate({ to: "/sign-in" });
  };
  return (
    <Button
      kind="quiet"
      aria-label="Sign out"
      className={styles.signOut}
      onPress={() => void signOut()}
    >
      <Icon name="signOut" />
      <span>Sign out</span>
    </Button>
  );
}
