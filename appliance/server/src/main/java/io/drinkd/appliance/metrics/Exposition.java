package io.drinkd.appliance.metrics;

import io.drinkd.appliance.metric.Family;
import io.drinkd.appliance.metric.Histogram;
import io.drinkd.appliance.metric.Metrics;
import io.drinkd.appliance.metric.Metrics.Measured;
import io.drinkd.appliance.metric.Metrics.Sample;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All that is counted, as Prometheus reads it: ours, and what Java says of itself. */
final class Exposition {

  /** The library adds these itself. */
  private static final String COUNTER = "_total";

  private static final String INFO = "_info";

  private final Metrics metrics;

  /** Made at the first look: making it takes Java a while, and a start should be short. */
  private PrometheusRegistry registry;

  private ExpositionFormats formats;

  /** What is answered. */
  record Page(String type, byte[] body) {}

  Exposition(Metrics metrics) {
    this.metrics = metrics;
  }

  /**
   * All of it, as it is now.
   *
   * @param accept which formats the client takes; may be null
   */
  Page page(String accept) throws IOException {
    prepare();
    ExpositionFormatWriter writer = writer(accept);
    ByteArrayOutputStream body = new ByteArrayOutputStream(32_768);
    writer.write(body, registry.scrape());
    return new Page(writer.getContentType(), body.toByteArray());
  }

  /**
   * One of the two formats of text, whatever else the client would rather have: the writer of
   * protocol buffers that the library chooses for some is not part of it.
   */
  private ExpositionFormatWriter writer(String accept) {
    ExpositionFormatWriter open = formats.getOpenMetricsTextFormatWriter();
    return accept != null && open.accepts(accept) ? open : formats.getPrometheusTextFormatWriter();
  }

  private synchronized void prepare() {
    if (registry == null) {
      registry = new PrometheusRegistry();
      JvmMetrics.builder().register(registry);
      MultiCollector ours = this::ours;
      registry.register(ours);
      formats = ExpositionFormats.init();
    }
  }

  private MetricSnapshots ours() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    metrics.measured().stream()
        .filter(one -> !one.samples().isEmpty() || !one.histograms().isEmpty())
        .map(Exposition::snapshot)
        .forEach(all::metricSnapshot);
    return all.build();
  }

  private static MetricSnapshot snapshot(Measured measured) {
    Family family = measured.family();
    return switch (family.kind()) {
      case COUNTER -> counter(family, measured.samples());
      case GAUGE ->
          family.name().endsWith(INFO)
              ? info(family, measured.samples())
              : gauge(family, measured.samples());
      case HISTOGRAM -> histogram(family, measured.histograms().get(0));
    };
  }

  private static String without(String ending, Family family) {
    return family.name().substring(0, family.name().length() - ending.length());
  }

  private static Labels labels(Family family, Sample sample) {
    return Labels.of(family.labels(), sample.labels());
  }

  private static MetricSnapshot counter(Family family, List<Sample> samples) {
    CounterSnapshot.Builder all =
        CounterSnapshot.builder().name(without(COUNTER, family)).help(family.help());
    samples.forEach(
        sample ->
            all.dataPoint(
                CounterDataPointSnapshot.builder()
                    .labels(labels(family, sample))
                    .value(sample.value())
                    .build()));
    return all.build();
  }

  private static MetricSnapshot gauge(Family family, List<Sample> samples) {
    GaugeSnapshot.Builder all = GaugeSnapshot.builder().name(family.name()).help(family.help());
    samples.forEach(
        sample ->
            all.dataPoint(
                GaugeDataPointSnapshot.builder()
                    .labels(labels(family, sample))
                    .value(sample.value())
                    .build()));
    return all.build();
  }

  private static MetricSnapshot info(Family family, List<Sample> samples) {
    InfoSnapshot.Builder all =
        InfoSnapshot.builder().name(without(INFO, family)).help(family.help());
    samples.forEach(
        sample ->
            all.dataPoint(InfoDataPointSnapshot.builder().labels(labels(family, sample)).build()));
    return all.build();
  }

  private static MetricSnapshot histogram(Family family, Histogram.State state) {
    List<Double> bounds = new ArrayList<>(state.boundsSeconds());
    bounds.add(Double.POSITIVE_INFINITY);
    return HistogramSnapshot.builder()
        .name(family.name())
        .help(family.help())
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, state.counts()))
                .sum(state.sumSeconds())
                .build())
        .build();
  }
}
