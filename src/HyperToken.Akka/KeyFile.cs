using System.Security.Cryptography;
using HyperToken.Overlay.Identity;

namespace HyperToken;

/// <summary>A peer's private key in a file that nobody but its owner can read: PKCS #8 in PEM. Whoever has the file is the peer.</summary>
public static class KeyFile
{
    private const string Label = "PRIVATE KEY";
    private const int MaxBytes = 4096;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Reads the key, or makes one where there is no file; the file is then made with mode 0600.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="KeyFileException">Others may read the file, it holds no key of a peer, or it cannot be read or made.</exception>
    public static KeyPair LoadOrCreate(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return File.Exists(path) ? Load(path) : Create(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException($"The key file {path} cannot be used: {failure.Message}", failure);
        }
    }

    private static KeyPair Load(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            throw new KeyFileException($"The key file {path} can be used by others than its owner; 'chmod 600 {path}' mends that.");
        if (new FileInfo(path).Length > MaxBytes)
            throw new KeyFileException(NoKey(path));

        var text = File.ReadAllText(path);
        try
        {
            var fields = PemEncoding.Find(text);
            if (text[fields.Label] != Label)
                throw new KeyFileException(NoKey(path));

            return KeyPair.Import(Convert.FromBase64String(text[fields.Base64Data]));
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or CryptographicException)
        {
            throw new KeyFileException(NoKey(path), wrong);
        }
    }

    private static KeyPair Create(string path)
    {
        var keys = KeyPair.Generate();
        try
        {
            // A name of its own until it is whole: a crash leaves no half of a key behind.
            var draft = $"{path}.{Guid.NewGuid():N}";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = OwnerOnly;

            using (var writer = new StreamWriter(draft, options))
            {
                writer.Write(PemEncoding.WriteString(Label, keys.ExportPrivateKey()));
                writer.Write('\n');
            }

            File.Move(draft, path, overwrite: false);
            return keys;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    private static string NoKey(string path) =>
        $"The key file {path} does not hold a peer's key, a PKCS #8 private key on the curve P-256 in PEM; name another file, or one that does not exist yet.";
}
