using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using HyperToken.Node.Up.Output;

namespace HyperToken.Node.Inspect;

/// <summary>Asks an admin endpoint.</summary>
internal sealed class AdminCaller : IDisposable
{
    /// <summary>Longer than an endpoint takes to give up on its peer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(35);

    private const int MaxAnswerBytes = 64 << 20;
    private readonly InspectSettings _settings;
    private readonly HttpClient _http;

    public AdminCaller(InspectSettings settings)
    {
        _settings = settings;

        // A token is for the endpoint named, and for nobody it may point to, or who stands in between.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
        {
            Timeout = Patience,
            MaxResponseContentBufferSize = MaxAnswerBytes,
        };
        if (settings.Token is { } token)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Asks the question.</summary>
    /// <returns>The answer, a JSON object.</returns>
    /// <exception cref="InspectFailure">There is none.</exception>
    public async Task<JsonElement> AskAsync(CancellationToken stop)
    {
        try
        {
            using var response = await _http.GetAsync(_settings.Question, stop);
            var answer = Read(await response.Content.ReadAsByteArrayAsync(stop));
            if (response.IsSuccessStatusCode && answer is { } good)
                return good;

            throw new InspectFailure(Explain(response, answer));
        }
        catch (HttpRequestException failed)
        {
            throw new InspectFailure($"nobody answers at {_settings.Endpoint}: {failed.Message.TrimEnd('.')}. Does the process run, and with --admin?");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new InspectFailure($"no answer from {_settings.Endpoint} within {Patience.TotalSeconds:0} s.");
        }
    }

    public void Dispose() => _http.Dispose();

    private string Explain(HttpResponseMessage response, JsonElement? answer)
    {
        var error = answer is { } json && json.TryGetProperty("error", out var text) && text.ValueKind == JsonValueKind.String ? Printable.Of(text.GetString()!) : null;
        if (error is null)
        {
            return $"{_settings.Endpoint} is no admin endpoint: it answers {_settings.Question.AbsolutePath} with {(int)response.StatusCode} and no JSON object of ours. "
                + "Give the address that --admin was given.";
        }

        if (response.StatusCode != HttpStatusCode.Unauthorized)
            return $"{_settings.Endpoint} refuses: {error.TrimEnd('.')}.";

        return _settings.Token is null
            ? $"{_settings.Endpoint} requires a token: set HYPERTOKEN_ADMIN_TOKEN, or give --token."
            : $"{_settings.Endpoint} does not accept this token.";
    }

    private static JsonElement? Read(byte[] content)
    {
        try
        {
            var answer = JsonSerializer.Deserialize<JsonElement>(content);
            return answer.ValueKind == JsonValueKind.Object ? answer : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
