package io.drinkd.appliance.reading;

/** What was measured since the last minute was written, in tenths of a degree. */
record Gathered(int least, int most, long sum, int count) {

  private static final int TENTHS = 10;

  static Gathered of(double celsius) {
    int tenths = (int) Math.round(celsius * TENTHS);
    return new Gathered(tenths, tenths, tenths, 1);
  }

  Gathered and(Gathered other) {
    return new Gathered(
        Math.min(least, other.least),
        Math.max(most, other.most),
        sum + other.sum,
        count + other.count);
  }

  int mean() {
    return (int) Math.round((double) sum / count);
  }

  static double celsius(double tenths) {
    return tenths / TENTHS;
  }
}
