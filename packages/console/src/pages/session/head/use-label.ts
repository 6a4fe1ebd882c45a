import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBrowserSession } from "../../../app/browser-session.ts";
import { useReviewer } from "../../../app/reviewer.ts";
import { sdk } from "../../../app/sdk.ts";
import { noteLabel } from "../../../app/session-queries.ts";
import { describeError } from "../../../components/describe-error.ts";
import { labelThatCounts } from "../../../components/label-mark.tsx";
import { notify, notifyError } from "../../../components/notice.tsx";
import { labelsOfQuery } from "../data.ts";

export const CODES = ["GOOD", "OK", "BAD"] as const;
export type Code = (typeof CODES)[number];

export interface NewLabel {
  readonly code: Code;
  readonly comments?: string;
  readonly issueCategories?: string[];
}

/** The labels of a session, and a function that adds one. */
export function useLabel(sessionId: string) {
  const queryClient = useQueryClient();
  const userEmail = useReviewer();
  const { key } = useBrowserSession();
  const labels = useQuery(labelsOfQuery(sessionId));
  const creation = useMutation({
    mutationFn: (label: NewLabel) =>
      sdk.sessionLabels.create({
        sessionId: Number(sessionId),
        type: "human-rating",
        userEmail,
        ...label,
      }),
    async onSuccess(label) {
      notify(`Labelled ${label.code}`);
      await queryClient.invalidateQueries({ queryKey: labelsOfQuery(sessionId).queryKey });
      await noteLabel(queryClient, label);
    },
    onError: (error) => notifyError(`The label was not stored. ${describeError(error).cause}`),
  });
  return {
    labels,
    current: labels.data && labelThatCounts(labels.data),
    add: creation.mutateAsync,
    isAdding: creation.isPending,
    /** Why no label can be added. */
    refusal: key.scope === "read" ? "Your key can’t add labels" : undefined,
  };
}

export type Labelling = ReturnType<typeof useLabel>;
