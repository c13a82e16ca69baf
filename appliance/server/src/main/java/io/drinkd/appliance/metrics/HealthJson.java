package io.drinkd.appliance.metrics;

import io.drinkd.appliance.service.Health.Part;
import io.drinkd.appliance.service.Health.Report;
import io.drinkd.appliance.service.Health.State;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** How the house is, in JSON. */
final class HealthJson {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private HealthJson() {}

  static byte[] of(String appliance, Report report) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("ready", report.ready());
    all.put("well", report.well());
    all.put("appliance", appliance);
    all.put("parts", report.parts().stream().map(HealthJson::part).toList());
    return MAPPER.writeValueAsBytes(all);
  }

  private static Map<String, Object> part(Part part) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("part", part.name());
    shown.put("state", part.state().name().toLowerCase(Locale.ROOT));
    shown.put("needed", part.needed());
    shown.put("since", part.since().toString());
    shown.put("why", part.why());
    if (part.state() == State.WRONG) {
      part.found().phrase().next().ifPresent(next -> shown.put("next", next));
    }
    return shown;
  }
}
