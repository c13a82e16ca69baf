package io.drinkd.appliance.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.store.RowText;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventRowsTest {

  private static final List<Event> EVENTS =
      List.of(
          new Event.SlotChanged("d", 2, "empty"),
          new Event.StockChanged("d", 3),
          new Event.MachineChanged("the\tmachine", "up"),
          new Event.TemperatureMeasured("d", "", -4.25),
          new Event.ReadingChanged("d", "door", "open"),
          new Event.DropMoved(7, 12, "in-doubt"),
          new Event.CreditsChanged(7, -150));

  @Test
  void eachKindOfEventIsReadAsItWasWritten() {
    EventRows rows = new EventRows();
    Set<Class<?>> kinds = EVENTS.stream().map(Event::getClass).collect(Collectors.toSet());
    assertThat(kinds)
        .as("one of each")
        .containsExactlyInAnyOrder(Event.class.getPermittedSubclasses());
    for (Event event : EVENTS) {
      assertThat(rows.read(RowText.parse(rows.write(event).toString()))).isEqualTo(event);
    }
  }
}
