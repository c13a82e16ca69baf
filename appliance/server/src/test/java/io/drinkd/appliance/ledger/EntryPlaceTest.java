package io.drinkd.appliance.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.ledger.Entry.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The id of an entry stands in addresses as it is, where + would be a blank. */
class EntryPlaceTest {

  @ParameterizedTest
  @CsvSource({"543, 0, true", "543, 0, false", "543, 7, false", "543, 7, true"})
  void isFitForAnAddress(long transfer, long free, boolean credited) {
    Place place = new Place(transfer, free, credited);

    assertThat(place.toString()).matches("[0-9a-z.]+");
    assertThat(Place.of(place.toString())).contains(place);
  }
}
