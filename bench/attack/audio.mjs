/** Uploads of files that are hard to parse. */
import { HOSTILE_AUDIO, hostileAudio } from "../hostile/audio.mjs";

const kind = "audio";
const MIB = 1024 * 1024;

const SIZES = {
  "MP4: one moov of 2 GiB after another": 32 * MIB,
  "MP3: only 0xff": 2 * MIB,
  "MP4: atoms in atoms": 4 * MIB,
};
const SIZE = 16 * MIB;

const fileOf = (name) => hostileAudio(name, SIZES[name] ?? SIZE);

/** The service may reject or store the bytes, but must not fail. */
const checkStatus = (context, { status, error }) =>
  context.check(status < 500, `the upload failed: ${status ?? error}`);

const eightTimes = (name) => ({
  kind,
  name: `eight at a time: ${name}`,
  async run(context) {
    const file = fileOf(name);
    await context.concurrently(8, async (index) => {
      const response = await context.upload(file, { session: index + 1 });
      checkStatus(context, response);
    });
  },
});

export default [
  ...Object.keys(HOSTILE_AUDIO).map((name) => ({
    kind,
    name,
    async run(context) {
      checkStatus(context, await context.upload(fileOf(name)));
    },
  })),
  eightTimes("MP4: one moov of 2 GiB after another"),
  eightTimes("WAV: empty chunks"),
  eightTimes("ID3: one large picture"),
  {
    kind,
    name: "a hundred short files of all kinds, without a media type",
    async run(context) {
      const names = Object.keys(HOSTILE_AUDIO);
      await context.concurrently(8, async (first) => {
        for (let index = first; index < 100; index += 8) {
          const { bytes } = hostileAudio(names[index % names.length], 64 * 1024);
          const response = await context.upload({ bytes }, { session: first + 1 });
          checkStatus(context, response);
        }
      });
    },
  },
];
