using System.Security.Cryptography;

namespace HyperToken.Overlay.Identity;

/// <summary>
/// A peer's signing key: ECDSA over P-256, which .NET and every browser's WebCrypto have built in. The peer id is the SHA-256
/// of the public half. Key material comes from the operating system, never from a <see cref="RandomSource"/>.
/// </summary>
public sealed class KeyPair : IDisposable
{
    private readonly ECDsa _key;
    private readonly byte[] _publicKey;

    private KeyPair(ECDsa key)
    {
        _key = key;
        _publicKey = key.ExportSubjectPublicKeyInfo();
        Id = PeerId.FromPublicKey(_publicKey);
    }

    /// <summary>The id that belongs to this key.</summary>
    public PeerId Id { get; }

    /// <summary>The public half as DER-encoded SubjectPublicKeyInfo (91 bytes).</summary>
    public ReadOnlyMemory<byte> PublicKey => _publicKey;

    /// <summary>Creates a new key.</summary>
    public static KeyPair Generate() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Restores a key from <see cref="ExportPrivateKey"/>.</summary>
    /// <exception cref="CryptographicException">The bytes are no P-256 private key.</exception>
    public static KeyPair Import(ReadOnlySpan<byte> privateKey)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportPkcs8PrivateKey(privateKey, out _);
            if (key.KeySize != 256)
                throw new CryptographicException($"A peer's key has 256 bits, not {key.KeySize}.");

            return new KeyPair(key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Whether <paramref name="signature"/> over <paramref name="data"/> was made with the private half of the given public key. Malformed keys or signatures answer false.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            return key.KeySize == 256 && key.VerifyData(data, signature, HashAlgorithmName.SHA256);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Signs data: 64 bytes, r then s (IEEE P1363, as WebCrypto makes them).</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) => _key.SignData(data, HashAlgorithmName.SHA256);

    /// <summary>The private key as unencrypted PKCS #8.</summary>
    public byte[] ExportPrivateKey() => _key.ExportPkcs8PrivateKey();

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();
}
