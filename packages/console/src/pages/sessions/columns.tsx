import {
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
} from "@tanstack/react-table";
import type { ReactNode } from "react";
import type { Session } from "syllable-sdk/models/components";
import { SORTABLE, type SortProperty } from "../../filters/search.ts";
import {
  ChannelCell,
  DirectionCell,
  DurationCell,
  LabelCell,
  PromptCell,
  RecordingCell,
  TextCell,
  TimeCell,
  WaitCell,
} from "./cells.tsx";

export const features = tableFeatures({ columnVisibilityFeature, rowSortingFeature });
export type Features = typeof features;

export interface ColumnLook {
  /** The width in pixels, and the share of the room that is left. */
  readonly width: number;
  readonly grows?: number;
  /** Whether it is aligned right, like numbers. */
  readonly isNumber?: boolean;
  /** Whether its text has full contrast. */
  readonly isMain?: boolean;
  /** What the column means, if its title is not clear enough. */
  readonly hint?: string;
  /** Whether it is shown by default. */
  readonly isDefault?: boolean;
}

interface Column extends ColumnLook {
  readonly id: string;
  readonly title: string;
  readonly cell: (session: Session) => ReactNode;
}

/** Columns by which the service sorts have the name of the property as their id. */
const ALL: readonly Column[] = [
  {
    id: "timestamp",
    title: "Time",
    width: 146,
    isMain: true,
    isDefault: true,
    cell: (session) => <TimeCell session={session} />,
  },
  {
    id: "duration",
    title: "Duration",
    width: 72,
    isNumber: true,
    isMain: true,
    isDefault: true,
    cell: ({ duration }) => <DurationCell seconds={duration} />,
  },
  {
    id: "channel_manager_type",
    title: "Channel",
    width: 84,
    isDefault: true,
    cell: ({ channelManagerType }) => <ChannelCell type={channelManagerType} />,
  },
  {
    id: "is_outbound",
    title: "Direction",
    width: 76,
    isDefault: true,
    cell: ({ isOutbound }) => <DirectionCell isOutbound={isOutbound} />,
  },
  {
    id: "agent_name",
    title: "Agent",
    width: 164,
    grows: 3,
    isMain: true,
    isDefault: true,
    cell: ({ agentName }) => <TextCell text={agentName} />,
  },
  {
    id: "prompt_name",
    title: "Prompt",
    width: 116,
    grows: 2,
    isDefault: true,
    cell: (session) => <PromptCell session={session} />,
  },
  {
    id: "source",
    title: "From",
    width: 124,
    grows: 1,
    isDefault: true,
    cell: ({ source }) => <TextCell text={source} />,
  },
  {
    id: "target",
    title: "To",
    width: 124,
    grows: 1,
    isDefault: true,
    cell: ({ target }) => <TextCell text={target} />,
  },
  {
    id: "is_test",
    title: "Test",
    width: 64,
    cell: ({ isTest }) => <TextCell text={isTest ? "Test" : undefined} />,
  },
  {
    id: "wait",
    title: "Longest wait",
    width: 116,
    isNumber: true,
    isDefault: true,
    hint: "The longest time that the caller waited for a response, measured from the recording",
    cell: (session) => <WaitCell session={session} />,
  },
  {
    id: "label",
    title: "Label",
    width: 112,
    isDefault: true,
    cell: (session) => <LabelCell session={session} />,
  },
  {
    id: "recording",
    title: "Recording",
    width: 106,
    isDefault: true,
    cell: (session) => <RecordingCell session={session} />,
  },
  {
    id: "channel_manager_service",
    title: "Service",
    width: 104,
    cell: ({ channelManagerService }) => <TextCell text={channelManagerService} />,
  },
  {
    id: "session_id",
    title: "Session ID",
    width: 112,
    cell: ({ sessionId }) => <TextCell text={sessionId} />,
  },
  {
    id: "conversation_id",
    title: "Conversation ID",
    width: 160,
    cell: ({ conversationId }) => <TextCell text={conversationId} />,
  },
];

export const LOOKS: ReadonlyMap<string, Column> = new Map(ALL.map((column) => [column.id, column]));

export const COLUMN_IDS = ALL.map(({ id }) => id);
export const DEFAULT_COLUMN_IDS = ALL.filter(({ isDefault }) => isDefault).map(({ id }) => id);

const helper = createColumnHelper<Features, Session>();

export const columns = helper.columns(
  ALL.map(({ id, title, cell }) =>
    helper.accessor((session) => session, {
      id,
      header: title,
      enableSorting: SORTABLE.includes(id as SortProperty),
      // The newest and the longest first; texts from A.
      sortDescFirst: id === "timestamp" || id === "duration",
      cell: ({ getValue }) => cell(getValue()),
    }),
  ),
);

/** The ids of the columns that an address shows. The time is always among them. */
export function visibleIds(columnsOfSearch: string | undefined): readonly string[] {
  const asked = columnsOfSearch?.split(",");
  return asked
    ? COLUMN_IDS.filter((id, index) => index === 0 || asked.includes(id))
    : DEFAULT_COLUMN_IDS;
}
