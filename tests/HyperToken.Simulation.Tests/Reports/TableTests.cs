using HyperToken.Overlay.Strategy;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Reports;
using HyperToken.Simulation.Results;
using HyperToken.Simulation.Tests.Support;

namespace HyperToken.Simulation.Tests.Reports;

public sealed class TableTests
{
    [Fact]
    public void The_seeds_table_has_a_line_for_each_result()
    {
        var table = SimulationBatch.FormatResultsTable([Sample.Result(100, Topology.Naive), Sample.Result(10_000)]);

        Assert.Equal(
            """
            peers  topology  connections  messages/peer  p50 ms  p90 ms  p99 ms  delivery  copies
            -----  --------  -----------  -------------  ------  ------  ------  --------  ------
              100  naive           139.5          20.50     150     210     260   99.99 %   19.75
            10000  kademlia        139.5          20.50     150     210     260   99.99 %   19.75

            """.ReplaceLineEndings("\n"),
            table);
    }

    [Fact]
    public void A_plan_that_is_not_the_usual_one_is_named() =>
        Assert.Contains("kademlia (epidemic)", SimulationBatch.FormatResultsTable([Sample.Result() with { Plan = BroadcastPlan.Epidemic }]));

    [Fact]
    public void The_cases_of_a_scenario_are_named()
    {
        var table = SimulationBatch.FormatResultsTable([Sample.Result() with { Case = "1 % loss" }, Sample.Result()]);

        Assert.Matches("copies  case\n", table);
        Assert.Matches("19.75  1 % loss\n.*19.75\n", table);
    }

    [Fact]
    public void A_stopped_run_is_marked_and_what_it_has_not_is_a_dash()
    {
        var table = SimulationBatch.FormatResultsTable([Sample.Result(), Sample.Stopped(2_000)]);

        Assert.Contains("*2000  kademlia        139.5              -       -       -       -         -       -", table);
        Assert.EndsWith("* stopped before its end: the figures are those up to then\n", table);
    }

    [Theory]
    [InlineData(1, "100.00 %")]
    [InlineData(0.99999996, "99.9999 %")]
    [InlineData(0.29, "29.00 %")]
    [InlineData(0, "0.00 %")]
    public void Less_than_all_never_reads_as_all(double delivery, string text) =>
        Assert.Contains($" {text} ", SimulationBatch.FormatResultsTable([Sample.Result() with { DeliveryRate = delivery }]));

    [Fact]
    public void The_report_says_what_was_counted() =>
        Assert.Contains("Counted: per peer figures are divided by broadcasts x live peers", Report(Sample.Result()));

    [Fact]
    public void The_seeds_expected_figures_stand_beside_the_measured_ones_with_the_reason_where_they_differ()
    {
        var report = Report(Sample.Result(100) with { Connections = new MinAvgMax(50, 95, 99) });

        Assert.Matches("100 +kademlia +95.0 +~60 +20.50 +~20 +260 +~200", report);
        Assert.Contains("more connections: ", report);
        Assert.Contains("longer p99: ", report);
        Assert.DoesNotContain("more messages: ", report);
    }

    [Fact]
    public void Figures_near_the_expected_ones_need_no_reason()
    {
        var report = Report(Sample.Result() with { LatencyMs = new Latencies(150, 210, 390, 400) });

        Assert.Matches("1000 +kademlia +139.5 +~140 +20.50 +~20 +390 +~400", report);
        Assert.DoesNotContain("Why they differ", report);
    }

    [Fact]
    public void What_was_not_run_has_no_line() => Assert.DoesNotContain("supernode", Report(Sample.Result()));

    [Fact]
    public void Sizes_the_seed_does_not_speak_of_are_not_compared() => Assert.DoesNotContain("Beside what the seed", Report(Sample.Result(1_234)));

    [Fact]
    public void Networks_the_seed_does_not_speak_of_are_not_compared() =>
        Assert.DoesNotContain("Beside what the seed", SimulationReport.Format([new SimulationOptions { Crash = 0.5 }], [Sample.Result()]));

    [Fact]
    public void A_stopped_run_is_not_compared() => Assert.DoesNotContain("Beside what the seed", Report(Sample.Result() with { IsPartial = true }));

    [Fact]
    public void Lookups_have_a_table_where_there_were_any()
    {
        Assert.DoesNotContain("queries", Report(Sample.Result()));
        Assert.Matches("1000 +kademlia +500 +21.3 +3.2 +100.00 % +99.50 %", Report(Sample.Result() with { Lookups = new LookupFigures(500, 21.3, 3.2, 1, 0.995) }));
    }

    [Fact]
    public void Roles_have_a_table_where_there_are_any()
    {
        Assert.DoesNotContain("attached", Report(Sample.Result()));
        Assert.Matches(
            "1000 +supernode +34 +240 +87.50 % +1.25 +99.99 % +99.99 %",
            Report(Sample.Result(topology: Topology.Supernode) with { Roles = new RoleFigures(34, 0.875, 1.25) }));
    }

    [Fact]
    public void The_trace_and_the_seed_of_each_run_are_named() =>
        Assert.Matches("1000 +kademlia +protocol +7 +20 +2 +12.35 M +1.30 M +11.3 +400 +0123456789abcdef", Report(Sample.Result()));

    private static string Report(SimulationResult result) => SimulationReport.Format([new SimulationOptions()], [result]);
}
