using System.Text.Json;
using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Scenarios;

/// <content>What is expected of a run.</content>
internal sealed partial class ScenarioReader
{
    private const string CaseField = "case";
    private const string AtMostField = "atMost";
    private const string AtLeastField = "atLeast";
    private const string NoWorseThanField = "noWorseThan";
    private const string ShareField = "share";

    private IEnumerable<Limit> ReadLimits(JsonProperty limits, LimitKind kind, string place)
    {
        if (limits.Value.ValueKind != JsonValueKind.Object)
            throw Wrong(place, $"{limits.Name} is {Describe(limits.Value)}; allowed: an object with a number for each of some figures");

        foreach (var field in FieldsOf(limits.Value, place))
        {
            var figure = ResultFigures.Find(field.Name)
                ?? throw Wrong(place, $"{limits.Name}: {field.Name} is no figure; figures are {string.Join(", ", ResultFigures.All.Select(known => known.Name))}");
            yield return new Limit(figure, kind, NumberOf(field, place));
        }
    }

    private Comparison ReadComparison(JsonProperty comparison, string place)
    {
        string? other = null;
        double? share = null;
        if (comparison.Value.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in FieldsOf(comparison.Value, place))
            {
                if (field.Name == CaseField)
                    other = TextOf(field, place);
                else if (field.Name == ShareField)
                    share = NumberOf(field, place);
                else
                    throw Wrong(place, $"{comparison.Name}: {field.Name} is not known; known are {CaseField}, {ShareField}");
            }
        }

        return other is not null && share is >= 0
            ? new Comparison(other, share.Value)
            : throw Wrong(place, $"{comparison.Name} is {Describe(comparison.Value)}; allowed: an object with {CaseField}, the name of another run, and {ShareField}, 0 or more");
    }

    private double NumberOf(JsonProperty field, string place) => field.Value.ValueKind == JsonValueKind.Number
        ? field.Value.GetDouble()
        : throw Wrong(place, $"{field.Name} is {Describe(field.Value)}; allowed: a number");
}
