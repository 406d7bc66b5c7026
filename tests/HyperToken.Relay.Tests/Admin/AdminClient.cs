using System.Net;
using System.Text.Json;
using HyperToken.Relay.Admin;

namespace HyperToken.Relay.Tests.Admin;

/// <summary>Asks an admin server over HTTP, as anybody would.</summary>
internal sealed class AdminClient : IDisposable
{
    private readonly HttpClient _http;

    public AdminClient(AdminServer server)
        : this(server.Address)
    {
    }

    public AdminClient(Uri address) => _http = new HttpClient(new SocketsHttpHandler { UseProxy = false })
    {
        // Who listens on all addresses is reached by this one.
        BaseAddress = new UriBuilder(address) { Host = "127.0.0.1" }.Uri,
    };

    /// <summary>Asks, with headers given by name and value.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, HttpMethod? method = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));

        return await _http.SendAsync(request);
    }

    /// <summary>What a question is answered with.</summary>
    public async Task<JsonElement> AnswerAsync(string path)
    {
        using var response = await SendAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await JsonOf(response);
    }

    /// <summary>Why a question is refused: the status, and the error in the answer.</summary>
    public async Task<(HttpStatusCode Status, string Error)> RefusalAsync(string path, HttpMethod? method = null, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(path, method, headers);
        var json = await JsonOf(response);
        var error = Assert.Single(json.EnumerateObject());
        Assert.Equal("error", error.Name);
        return (response.StatusCode, error.Value.GetString()!);
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonElement> JsonOf(HttpResponseMessage response)
    {
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }
}
