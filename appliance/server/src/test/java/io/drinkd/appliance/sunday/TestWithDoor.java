package io.drinkd.appliance.sunday;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test for which a house and its door are opened for each test. */
abstract class TestWithDoor {

  @TempDir Path data;
  TestDoor house;

  @BeforeEach
  void build() throws IOException {
    house = new TestDoor(data);
  }

  @AfterEach
  void close() {
    house.close();
  }
}
