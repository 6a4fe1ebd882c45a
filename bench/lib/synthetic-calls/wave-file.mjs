const HEADER_BYTES = 44;
const MAX_SAMPLE = 32_767;

/** A 16-bit WAV file. */
export function waveFile(channels, sampleRate) {
  const length = channels[0].length;
  const frameBytes = 2 * channels.length;
  const file = Buffer.alloc(HEADER_BYTES + length * frameBytes);
  file.write("RIFF", 0, "latin1");
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8, "latin1");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(channels.length, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * frameBytes, 28);
  file.writeUInt16LE(frameBytes, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36, "latin1");
  file.writeUInt32LE(length * frameBytes, 40);
  const samples = new DataView(file.buffer, file.byteOffset + HEADER_BYTES);
  for (const [channel, values] of channels.entries()) {
    for (let index = 0; index < length; index++) {
      const value = Math.max(-1, Math.min(1, values[index])) * MAX_SAMPLE;
      samples.setInt16(index * frameBytes + channel * 2, Math.round(value), true);
    }
  }
  return file;
}
