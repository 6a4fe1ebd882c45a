/** What callers and agents say. No phrase has a pause that ends an utterance. */
export const CALLER_PHRASES = [
  "Yes",
  "No thank you",
  "That works for me",
  "I would like to book a table for six people",
  "Can you tell me when my order will arrive",
  "It stopped working on Friday evening",
  "My number is five five five zero one two three",
  "Sure",
  "Could you spell that for me please",
  "I think I spoke with somebody else last week",
  "Half past three",
  "What does it cost with the discount",
];

export const AGENT_PHRASES = [
  "Thank you for calling how can I help you today",
  "One moment while I check that for you",
  "Okay",
  "May I have the name on the account",
  "I have found your reservation for tomorrow at eight",
  "Your package left the warehouse this morning",
  "Is there anything else that I can do for you",
  "Please hold the line",
  "Let me put you through to a colleague",
  "Great",
  "The first appointment we can offer is on Tuesday at ten fifteen",
  "I am sorry to hear that",
];
