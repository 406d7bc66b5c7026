namespace HyperToken.Tests;

public sealed class KeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hypertoken-keys").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string KeyPath => Path.Combine(_folder, "peer.key");

    [Fact]
    public void The_key_should_be_the_same_at_the_next_start_and_nobody_elses_to_read()
    {
        using var first = KeyFile.LoadOrCreate(KeyPath);
        using var second = KeyFile.LoadOrCreate(KeyPath);
        Assert.Equal(first.Id, second.Id);
        Assert.Single(Directory.GetFiles(_folder));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
    }

    [Fact]
    public void A_key_that_others_may_read_should_be_refused()
    {
        if (OperatingSystem.IsWindows())
            return;

        KeyFile.LoadOrCreate(KeyPath).Dispose();
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var refused = Assert.Throws<KeyFileException>(() => KeyFile.LoadOrCreate(KeyPath));
        Assert.Contains($"chmod 600 {KeyPath}", refused.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a key")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public void What_is_no_key_should_be_refused_and_left_as_it_is(string content)
    {
        KeyFile.LoadOrCreate(KeyPath).Dispose();
        File.WriteAllText(KeyPath, content);
        Assert.Contains("does not hold a peer's key", Assert.Throws<KeyFileException>(() => KeyFile.LoadOrCreate(KeyPath)).Message);
        Assert.Equal(content, File.ReadAllText(KeyPath));
    }

    [Fact]
    public void A_folder_that_is_not_there_should_be_told() =>
        Assert.Contains("cannot be used", Assert.Throws<KeyFileException>(() => KeyFile.LoadOrCreate(Path.Combine(_folder, "none", "peer.key"))).Message);
}
