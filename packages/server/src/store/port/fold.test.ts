import { describe, expect, test } from "vitest";
import { fold } from "./fold.js";

/** All characters that are assigned, without the large blocks of ideographs and syllables. */
const characters = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter(
  (text) => !/[\p{Cn}\p{Cs}\p{Co}\p{Unified_Ideograph}\p{Script=Tangut}]|[가-힣]/u.test(text),
);

describe("folded text", () => {
  test.each<[name: string, one: string, other: string]>([
    ["upper and lower case", "STRASSE", "strasse"],
    ["sharp s and two s", "Straße", "STRASSE"],
    ["capital sharp s", "STRAẞE", "straße"],
    ["final sigma", "ΟΔΟΣ", "οδος"],
    ["sigma in the middle and at the end", "οδοσ", "οδος"],
    ["iota subscript", "ᾼδης", "ΑΙΔΗΣ"],
    ["iota subscript under an accent", "ᾴ", "ΆΙ"],
    ["dotted capital I", "İstanbul", "istanbul"],
    ["dotted capital I, decomposed", "I\u0307stanbul", "ISTANBUL"],
    ["dotless i", "Diyarbakır", "DİYARBAKIR"],
    ["dotless and dotted i", "ılık", "ilik"],
    ["Lithuanian i that keeps its dot", "i\u0307\u0301", "Í"],
    ["i with a dot below and above", "ị\u0307", "Ị"],
    ["composed and decomposed", "é", "e\u0301"],
    ["marks in another order", "q\u0323\u0307", "q\u0307\u0323"],
    ["Hangul syllables and letters", "한글", "한글".normalize("NFD")],
    ["full-width forms", "ＡＢＣ１２３", "abc123"],
    ["half-width forms", "ｶﾞｲﾄﾞ", "ガイド"],
    ["ligatures", "ﬁnal oﬀer", "FINAL OFFER"],
    ["Armenian ligatures", "և", "ԵՒ"],
    ["compatibility characters", "№ ⅷ ℡", "no VIII tel"],
    ["symbols of units", "K Å Ω", "k å ω"],
    ["digraphs", "Ǆ ǅ", "ǆ dž"],
    ["Cherokee", "ᏣᎳᎩ", "ꮳꮃꭹ"],
    ["Georgian", "ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ", "საქართველო"],
    ["Deseret, outside of the first plane", "𐐀", "𐐨"],
    ["a soft hyphen", "Sprech\u00adstunde", "sprechstunde"],
    ["zero-width characters", "a\u200bb\u200dc\ufeff", "ABC"],
    ["an emoji with and without its style", "❤\ufe0f", "❤"],
    ["non-breaking space", "a\u00a0b", "A B"],
  ])("are equal: %s", (_name, one, other) => {
    expect(fold(one)).toBe(fold(other));
  });

  test.each([
    ["é", "e"],
    ["ö", "oe"],
    ["ø", "o"],
    ["a b", "ab"],
    ["“a”", '"a"'],
    ["ĳ", "y"],
    ["ј", "j"],
  ])("of %j and %j differ", (one, other) => {
    expect(fold(one)).not.toBe(fold(other));
  });

  test("contains the folded form of each part of the text", () => {
    expect(fold("İSTANBUL ŞUBESİ")).toContain(fold("şube"));
    expect(fold("Große Straße")).toContain(fold("STRASS"));
    expect(fold("oﬃce")).toContain(fold("FIC"));
  });
});

describe("every character", () => {
  test("has one folded form in any case and any normalization, in any language", () => {
    const failed = characters.filter((character) => {
      const folded = fold(character);
      const forms = ["NFC", "NFD", "NFKC", "NFKD"].map((form) => character.normalize(form));
      const cases = [undefined, "tr", "lt", "az"].flatMap((language) => [
        character.toLocaleUpperCase(language),
        character.toLocaleLowerCase(language),
      ]);
      return [folded, ...forms, ...cases].some((other) => fold(other) !== folded);
    });
    expect(failed).toEqual([]);
  });

  // A regular expression with the flags `iu` uses the simple case foldings of Unicode's CaseFolding.txt.
  test("is folded like others exactly if Unicode's simple case folding says so", () => {
    const groups = new Map<string, string[]>();
    for (const character of characters) {
      if (character.normalize("NFKD") !== character) continue;
      const folded = fold(character);
      const group = groups.get(folded);
      if (group) group.push(character);
      else groups.set(folded, [character]);
    }
    const isOneLetter = ([first, ...others]: string[]) =>
      others.every((other) =>
        new RegExp(`^\\u{${first!.codePointAt(0)!.toString(16)}}$`, "iu").test(other),
      );
    const unlike = [...groups].filter(([, group]) => !isOneLetter(group)).map(([folded]) => folded);
    // Invisible characters are removed, and dotless i equals i.
    expect(unlike.sort()).toEqual(["", "i"]);

    const apart = characters.filter((character) =>
      [character.toLowerCase(), character.toUpperCase()].some(
        (other) => fold(other) !== fold(character),
      ),
    );
    expect(apart).toEqual([]);
  });
});

test("long runs of combining marks are folded quickly", () => {
  const text = `e${"\u0301\u0323".repeat(200_000)}`;
  expect([...fold(text)].length).toBeGreaterThan(390_000);
});
