using System.Security.Cryptography;

namespace HyperToken.Overlay.Identity;

/// <summary>
/// A peer's signing key: ECDSA over P-256, which .NET and every browser's WebCrypto have built in. The peer id is the SHA-256
/// of the public half. Key material comes from the operating system, never from a <see cref="RandomSource"/>.
/// </summary>
public sealed class KeyPair : IDisposable
{
    internal const int PublicKeyBytes = 91;
    internal const int SignatureBytes = 64;

    private readonly ECDsa _key;
    private readonly byte[] _publicKey;

    private KeyPair(ECDsa key)
    {
        _key = key;
        _publicKey = key.ExportSubjectPublicKeyInfo();
        Id = PeerId.FromPublicKey(_publicKey);
    }

    /// <summary>
    /// What every SubjectPublicKeyInfo of an uncompressed P-256 point begins with. One key has one encoding, and so one id;
    /// a key size of 256 bits alone would let other curves in.
    /// </summary>
    private static ReadOnlySpan<byte> PublicKeyStart =>
    [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
        0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
    ];

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
            key.ImportPkcs8PrivateKey(privateKey, out var read);
            var pair = new KeyPair(key);
            if (read != privateKey.Length || !IsPublicKey(pair._publicKey))
                throw new CryptographicException("A peer's key is one PKCS #8 private key on the curve P-256 and nothing else.");

            return pair;
        }
        catch (PlatformNotSupportedException unknownCurve)
        {
            key.Dispose();
            throw new CryptographicException("A peer's key is on the curve P-256.", unknownCurve);
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
        if (!IsPublicKey(publicKey))
            return false;

        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            return key.VerifyData(data, signature, HashAlgorithmName.SHA256);
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

    private static bool IsPublicKey(ReadOnlySpan<byte> bytes) => bytes.Length == PublicKeyBytes && bytes.StartsWith(PublicKeyStart);
}
