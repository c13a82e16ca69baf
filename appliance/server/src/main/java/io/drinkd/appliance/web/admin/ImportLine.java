package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.failure.Phrase.Said;
import io.drinkd.appliance.member.ImportFault;
import io.drinkd.appliance.member.MemberImport.Mistake;
import io.drinkd.appliance.web.page.Renderer;
import io.drinkd.appliance.web.page.Texts;

/** What is wrong with a line of a list of members, as the page says it. */
public record ImportLine(int line, String what) {

  static ImportLine of(Mistake mistake, Texts t) {
    Said<ImportFault> fault = mistake.fault();
    String key = "import." + fault.phrase().word();
    String said =
        mistake
            .refused()
            .map(refused -> Renderer.notice(refused, t).sentence())
            .map(
                why ->
                    fault.values().get(0).isEmpty() ? why : t.text(key, fault.values().get(0), why))
            .orElseGet(() -> t.text(key, fault.values().toArray()));
    return new ImportLine(mistake.line(), said);
  }
}
