using System.Text;
using System.Text.Json;
using HyperToken.Node.Up.Output;

namespace HyperToken.Node.Peer;

/// <summary>Writes what <c>peer</c> reports, as sentences or as one JSON object a line. Calls may come from any thread.</summary>
internal sealed class PeerOutput : IDisposable
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private readonly Lock _lock = new();
    private readonly TextWriter _output;
    private readonly bool _isJson;

    private PeerOutput(TextWriter output, bool isJson)
    {
        _output = output;
        _isJson = isJson;
    }

    public static PeerOutput Open(bool isJson)
    {
        // What others write to the console all the same is sent to stderr.
        var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
        Console.SetOut(Console.Error);
        return new PeerOutput(output, isJson);
    }

    public void Report(PeerEvent happened)
    {
        lock (_lock)
        {
            _output.WriteLine(_isJson ? JsonSerializer.Serialize(happened, happened.GetType(), Options) : Printable.Of(happened.ToLine()));
            _output.Flush();
        }
    }

    public void Dispose() => _output.Dispose();
}
