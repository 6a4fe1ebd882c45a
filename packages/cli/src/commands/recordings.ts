import { Command, Option } from "commander";
import { type AnalysisProgress, analyseRecordings, SetupError } from "syllable-server";
import {
  databaseUrlOption,
  dataDirOption,
  recordingsUrlOption,
  s3EndpointOption,
  wholeNumber,
} from "./options.js";
import { AnalysisProgressLine, summaryOf } from "./progress-line.js";

interface AnalyzeOptions {
  readonly all?: boolean;
  readonly session?: number;
  readonly dataDir: string;
  readonly databaseUrl?: string;
  readonly recordingsUrl?: string;
  readonly s3Endpoint?: string;
}

export const recordingsCommand = (): Command =>
  new Command("recordings").addCommand(analyzeCommand());

const analyzeCommand = (): Command =>
  new Command("analyze")
    .description(
      "Analyse the recordings that are waiting for analysis, and show the progress. Running services share the work.",
    )
    .addOption(
      new Option("--all", "analyse all recordings of all organisations again").conflicts("session"),
    )
    .addOption(
      new Option(
        "--session <id>",
        "analyse the recordings of this session again, and only those",
      ).argParser(wholeNumber(0, Number.MAX_SAFE_INTEGER)),
    )
    .addOption(dataDirOption())
    .addOption(databaseUrlOption())
    .addOption(recordingsUrlOption())
    .addOption(s3EndpointOption())
    .action(analyze);

async function analyze(options: AnalyzeOptions): Promise<void> {
  const signal = interruption();
  const line = new AnalysisProgressLine(process.stderr);
  let last: AnalysisProgress | undefined;
  try {
    last = await analyseRecordings(options, {
      ...options,
      signal,
      report(progress, finished) {
        last = progress;
        if (finished?.analysis === "failed") {
          const { session, name, analysisDetail } = finished;
          line.print(`session ${session}, recording ${name}: ${analysisDetail}`);
        }
        line.update(progress);
      },
    });
  } catch (error) {
    throw signal.aborted ? interrupted(last) : error;
  } finally {
    line.end();
  }
  process.stdout.write(`${summaryOf(last)}\n`);
  if (last.failed > 0) {
    const recordings = last.failed === 1 ? "1 recording" : `${last.failed} recordings`;
    throw new SetupError(
      `${recordings} could not be analysed; see the reasons above, and check these files`,
    );
  }
}

/** The first SIGINT or SIGTERM aborts the signal; a second one exits at once. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(1);
    controller.abort();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return controller.signal;
}

function interrupted(progress: AnalysisProgress | undefined): SetupError {
  const when = progress
    ? `with ${progress.left} of ${progress.total} recordings left`
    : "before any recording was analysed";
  return new SetupError(
    `interrupted ${when}; a running service analyses the rest, or run \`syllable recordings analyze\` without --all or --session`,
  );
}
