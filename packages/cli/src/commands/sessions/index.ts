import { Command } from "commander";
import { deleteCommand } from "./delete.js";
import { listCommand } from "./list.js";
import { partCommands } from "./parts.js";

export const sessionsCommand = (): Command => {
  const command = new Command("sessions").addCommand(listCommand());
  for (const part of partCommands()) command.addCommand(part);
  return command.addCommand(deleteCommand());
};
