import { shorten } from "syllable-contract";
import { NotFoundError } from "../errors.js";

export const recordingNotFound = (name: string): NotFoundError =>
  new NotFoundError(`recording ${shorten(name, 255)} not found`);
