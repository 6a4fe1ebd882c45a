import { lazy, Suspense, useState } from "react";
import { Button } from "../../../components/button.tsx";
import type { Labelling } from "./use-label.ts";

const CommentDialog = lazy(() => import("./comment-dialog.tsx"));

/** Opens a dialog for a label with a comment. */
export function CommentButton({ labelling }: { labelling: Labelling }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)} disabledReason={labelling.refusal}>
        Comment
      </Button>
      {isOpen && (
        <Suspense>
          <CommentDialog labelling={labelling} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
