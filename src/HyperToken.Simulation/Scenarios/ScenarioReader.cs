using System.Text.Json;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Options.Settings;

namespace HyperToken.Simulation.Scenarios;

/// <summary>Reads a scenario's JSON, and says where it is wrong.</summary>
internal sealed partial class ScenarioReader(string source)
{
    private const string NameField = "name";
    private const string DescriptionField = "description";
    private const string DefaultsField = "defaults";
    private const string RunsField = "runs";

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public Scenario Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            return Read(document.RootElement);
        }
        catch (JsonException wrong)
        {
            throw Wrong(null, $"it is not JSON, from line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1} on");
        }
        catch (InvalidOperationException)
        {
            // What the parser says of half a surrogate pair.
            throw Wrong(null, "it holds a text that is not Unicode");
        }
    }

    private Scenario Read(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => Of(null, null, [.. ReadRuns(root)]),
        JsonValueKind.Object when root.TryGetProperty(RunsField, out _) => ReadNamed(root),
        JsonValueKind.Object => Of(null, null, [ReadRun(root, "run 1")]),
        _ => throw Wrong(null, "it is neither a run, nor an array of runs, nor an object with runs"),
    };

    private Scenario ReadNamed(JsonElement root)
    {
        string? name = null, description = null;
        var defaults = ScenarioRun.Empty;
        IReadOnlyList<ScenarioRun> runs = [];
        foreach (var field in FieldsOf(root, null))
        {
            switch (field.Name)
            {
                case NameField:
                    name = TextOf(field);
                    break;
                case DescriptionField:
                    description = TextOf(field);
                    break;
                case DefaultsField:
                    defaults = ReadRun(field.Value, DefaultsField);
                    break;
                case RunsField:
                    runs = [.. ReadRuns(field.Value)];
                    break;
                default:
                    const string Known = $"{NameField}, {DescriptionField}, {DefaultsField}, {RunsField}";
                    throw Wrong(null, $"{field.Name} is not known beside {RunsField}; known are {Known}");
            }
        }

        return Of(name, description, [.. runs.Select(run => run.Over(defaults))]);
    }

    private static string KnownFields => string.Join(", ", [.. SimulationSettings.All.Select(known => known.Name), CaseField, AtMostField, AtLeastField, NoWorseThanField]);

    private Scenario Of(string? name, string? description, IReadOnlyList<ScenarioRun> runs)
    {
        for (var i = 0; i < runs.Count; i++)
        {
            if (runs[i].Expected.Comparison is { } comparison && runs.All(run => run.Case != comparison.Case))
                throw Wrong($"run {i + 1}", $"{NoWorseThanField}: no run has the case '{comparison.Case}'");
        }

        return new(source, name ?? Path.GetFileNameWithoutExtension(source), description, runs);
    }

    private IEnumerable<ScenarioRun> ReadRuns(JsonElement array)
    {
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() == 0)
            throw Wrong(null, $"{RunsField} is {Describe(array)}; allowed: an array of one run or more");

        return array.EnumerateArray().Select((run, i) => ReadRun(run, $"run {i + 1}"));
    }

    private ScenarioRun ReadRun(JsonElement run, string place)
    {
        if (run.ValueKind != JsonValueKind.Object)
            throw Wrong(place, $"it is {Describe(run)}; allowed: an object with settings");

        string? name = null;
        var limits = new List<Limit>();
        Comparison? comparison = null;
        var values = new Dictionary<SimulationSetting, IReadOnlyList<string>>();
        foreach (var field in FieldsOf(run, place))
        {
            switch (field.Name)
            {
                case CaseField:
                    name = TextOf(field, place);
                    break;
                case AtMostField:
                    limits.AddRange(ReadLimits(field, LimitKind.AtMost, place));
                    break;
                case AtLeastField:
                    limits.AddRange(ReadLimits(field, LimitKind.AtLeast, place));
                    break;
                case NoWorseThanField:
                    comparison = ReadComparison(field, place);
                    break;
                default:
                    var setting = SimulationSettings.Find(field.Name) ?? throw Wrong(place, $"{field.Name} is not known; known are {KnownFields}");
                    values[setting] = ReadValues(field.Value, setting, place);
                    break;
            }
        }

        return new ScenarioRun(values, name, new Expectations(limits, comparison));
    }

    private List<string> ReadValues(JsonElement value, SimulationSetting setting, string place)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return [ReadValue(value, setting, place)];

        if (!setting.IsList || value.GetArrayLength() == 0)
            throw Wrong(place, $"{setting.Name} is {Describe(value)}; allowed: {(setting.IsList ? "one or more of " : "")}{setting.Allowed}");

        return [.. value.EnumerateArray().Select(element => ReadValue(element, setting, place))];
    }

    private string ReadValue(JsonElement value, SimulationSetting setting, string place)
    {
        var isText = value.ValueKind == JsonValueKind.String;
        var fits = setting.Kind switch
        {
            SettingKind.Number => value.ValueKind == JsonValueKind.Number || (isText && value.GetString() == setting.Unset),
            SettingKind.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            _ => isText,
        };
        if (!fits)
            throw Wrong(place, $"{setting.Name} is {Describe(value)}; allowed: {setting.Allowed}{(setting.Kind == SettingKind.Text ? ", as text" : "")}");

        var text = isText ? value.GetString()! : value.GetRawText();
        try
        {
            setting.Set(new SimulationOptions(), text);
            return text;
        }
        catch (SimulationOptionsException wrong)
        {
            throw Wrong(place, wrong.Message);
        }
    }

    /// <summary>A field given twice is a mistake of which one half would go unseen.</summary>
    private IEnumerable<JsonProperty> FieldsOf(JsonElement element, string? place)
    {
        var names = new HashSet<string>();
        foreach (var field in element.EnumerateObject())
            yield return names.Add(field.Name) ? field : throw Wrong(place, $"{field.Name} is given twice");
    }

    private string TextOf(JsonProperty field, string? place = null) => field.Value.ValueKind == JsonValueKind.String
        ? field.Value.GetString()!
        : throw Wrong(place, $"{field.Name} is {Describe(field.Value)}; allowed: a text");

    private ScenarioException Wrong(string? place, string problem) => new(source, place, problem);

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array when value.GetArrayLength() == 0 => "an empty list",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the text '{value.GetString()}'",
        _ => value.GetRawText(),
    };
}
