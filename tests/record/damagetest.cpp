// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordfiles.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace touchline;

/// Broken files: the good beginning is kept and the fault is named, or the file is refused in one sentence.
class DamageTest : public QObject {
    Q_OBJECT

    static constexpr int frames = 20;
    RecordFiles m_files;

    [[nodiscard]] Expected<Recording> load(std::string_view bytes) const
    {
        return loadOne(m_files.write(QStringLiteral("damaged"), bytes));
    }

    [[nodiscard]] ErrorCode refusalOf(std::string_view bytes) const
    {
        const auto loaded = load(bytes);
        return loaded ? ErrorCode::BadArgument : loaded.error().code;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void missingFileIsNamedWithItsReason()
    {
        const auto loaded = loadOne("/nowhere/at/all.gz");
        QCOMPARE(loaded.error().code, ErrorCode::FileUnreadable);
        QVERIFY(loaded.error().detail.find("/nowhere/at/all.gz") != std::string::npos);
        QVERIFY(loaded.error().detail.find("No such file") != std::string::npos);
    }

    void folderIsUnreadable()
    {
        QCOMPARE(loadOne(QDir::tempPath().toStdString()).error().code, ErrorCode::FileUnreadable);
    }

    void noFileIsABadArgument() { QCOMPARE(loadRecordings({}).error().code, ErrorCode::BadArgument); }

    void refusesWhatIsNoRecording_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("blank lines") << QByteArray("\n\n  \r\n");
        QTest::newRow("text") << QByteArray("hello\nworld\n");
        QTest::newRow("another JSON Lines file") << QByteArray("{\"channel\":\"status\",\"data\":[]}\n");
        QTest::newRow("JSON array") << QByteArray("[1,2,3]\n");
        QTest::newRow("no type") << QByteArray("{\"ts\":1,\"data\":\"x\"}\n");
        QTest::newRow("unknown type") << QByteArray("{\"t\":\"noise\",\"ts\":1,\"data\":\"x\"}\n");
        QTest::newRow("no time") << QByteArray("{\"t\":\"recv\",\"data\":\"x\"}\n");
        QTest::newRow("time is text") << QByteArray("{\"t\":\"recv\",\"ts\":\"1\",\"data\":\"x\"}\n");
        QTest::newRow("time before 1970") << QByteArray("{\"t\":\"recv\",\"ts\":-1,\"data\":\"x\"}\n");
        QTest::newRow("time too large") << QByteArray("{\"t\":\"recv\",\"ts\":1e30,\"data\":\"x\"}\n");
        QTest::newRow("no data") << QByteArray("{\"t\":\"recv\",\"ts\":1}\n");
        QTest::newRow("bad base64") << QByteArray("{\"t\":\"recv\",\"ts\":1,\"b64\":\"a*==\"}\n");
        QTest::newRow("bytes after the record")
            << QByteArray("{\"t\":\"recv\",\"ts\":1,\"data\":\"x\"} {}\n");
        QTest::newRow("invalid UTF-8") << QByteArray("{\"t\":\"recv\",\"ts\":1,\"data\":\"\xff\"}\n");
        QTest::newRow("number without text") << QByteArray("1723161253937085768\n");
        QTest::newRow("text is no object") << QByteArray("1723161253937085768 hello\n");
        QTest::newRow("receive time too large") << QByteArray("99999999999999999999 {}\n");
        QTest::newRow("gzip of nothing") << m_files.compressed(QStringLiteral(".gz"), "");
        QTest::newRow("zstd of text") << m_files.compressed(QStringLiteral(".zst"), "hello\n");
        QTest::newRow("gzip's first bytes alone") << QByteArray("\x1f\x8b", 2);
        QTest::newRow("zstd's first bytes alone") << QByteArray("\x28\xb5\x2f\xfd", 4);
        QByteArray garbage;
        for (unsigned n = 0, x = 1; n < 100'000; ++n, x = x * 1'664'525U + 1'013'904'223U)
            garbage += static_cast<char>(x >> 24U);
        QTest::newRow("binary garbage") << garbage;
    }

    void refusesWhatIsNoRecording()
    {
        QFETCH(QByteArray, bytes);
        const auto loaded = load(bytes.toStdString());
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, ErrorCode::NotARecording);
        QVERIFY(loaded.error().detail.starts_with(m_files.path(QStringLiteral("damaged"))));
    }

    void corruptLineEndsTheSessionThere()
    {
        const auto loaded = load(framesText(frames) + "{\"t\":\"recv\",,}\n" + framesText(frames));
        QVERIFY(loaded.has_value());
        QCOMPARE(loaded->records().size(), std::size_t{frames});
        QVERIFY(areFirstFrames(loaded->records()));
        QVERIFY(loaded->damage().has_value());
        QCOMPARE(loaded->damage()->code, ErrorCode::DamagedRecording);
        QVERIFY(loaded->damage()->detail.find("line 21:") != std::string::npos);
    }

    void collectorsLineTornAndContinuedByTheNextEndsTheSession()
    {
        const std::string good = "1 {\"stream\":\"a\",\"data\":{\"e\":\"x\"}}\n";
        for (std::size_t size = 1; size + 1 < good.size(); ++size) {
            const auto loaded = load(good + good.substr(0, size) + good + good);
            QVERIFY(loaded.has_value());
            // A number torn off is a part of the next line's number: that line is whole.
            const bool isWhole = size == 1;
            QCOMPARE(loaded->damage().has_value(), !isWhole);
            QCOMPARE(loaded->records().size(), std::size_t{isWhole ? 3U : 1U});
        }
    }

    void collectorsLastLineMustBeWhole()
    {
        const std::string cut = "1 {\"stream\":\"a\",\"data\":{\"e\":\"x\",\"o\":{\"p\":{}}";
        const auto loaded = load(cut + "}}\n" + cut);
        QCOMPARE(loaded->records().size(), std::size_t{1});
        QVERIFY(loaded->damage()->detail.find("line 2: ") != std::string::npos);
    }

    void payloadOfACollectorsFrameIsLeftToItsReader()
    {
        const auto loaded = load("1 {\"stream\":\"a\",\"data\":{\"e\":}}\n1 {}\n");
        QCOMPARE(loaded->records().size(), std::size_t{2});
        QVERIFY(!loaded->damage());
    }

    void filesAfterDamageAreNotRead()
    {
        const std::vector<std::string> paths = {
            m_files.write(QStringLiteral("a"), framesText(3) + "noise"),
            m_files.write(QStringLiteral("b"), framesText(5))};
        const auto loaded = loadRecordings(paths);
        QCOMPARE(loaded->records().size(), std::size_t{3});
        QVERIFY(loaded->damage()->detail.find(paths[0]) != std::string::npos);
    }

    void oneFileThatIsNoRecordingRefusesTheSession()
    {
        const std::vector<std::string> paths = {
            m_files.write(QStringLiteral("a"), framesText(3)), m_files.write(QStringLiteral("b"), "noise")};
        QCOMPARE(loadRecordings(paths).error().code, ErrorCode::NotARecording);
    }

    void plainFileCutAnywhereKeepsItsWholeLines()
    {
        const std::string text = framesText(3);
        for (std::size_t size = 0; size < text.size(); ++size) {
            const auto lines =
                static_cast<std::size_t>(std::count(text.begin(), text.begin() + long(size), '\n'));
            // A line is whole without its line end, too.
            const std::size_t whole = text[size] == '\n' ? lines + 1 : lines;
            const auto loaded = load(std::string_view(text).substr(0, size));
            if (whole == 0) {
                QCOMPARE(loaded.error().code, ErrorCode::NotARecording);
                continue;
            }
            QVERIFY(loaded.has_value());
            QCOMPARE(loaded->records().size(), whole);
            const bool isTorn = text[size] != '\n' && text[size - 1] != '\n';
            QCOMPARE(loaded->damage().has_value(), isTorn);
            if (isTorn)
                QVERIFY(loaded->damage()->detail.find("(the file ends here)") != std::string::npos);
        }
    }

    void compressedFileCutAnywhereKeepsAGoodBeginning_data()
    {
        QTest::addColumn<QString>("ending");
        QTest::newRow("gzip") << ".gz";
        QTest::newRow("zstd") << ".zst";
    }

    void compressedFileCutAnywhereKeepsAGoodBeginning()
    {
        QFETCH(QString, ending);
        const std::string bytes = m_files.compressed(ending, framesText(frames)).toStdString();
        std::size_t kept = 0;
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            const auto loaded = load(std::string_view(bytes).substr(0, size));
            if (!loaded) {
                QCOMPARE(loaded.error().code, ErrorCode::NotARecording);
                QCOMPARE(kept, std::size_t{0}); // more bytes never give fewer records
                continue;
            }
            QVERIFY(loaded->damage()->detail.find("the compressed data ends early") != std::string::npos);
            QVERIFY(areFirstFrames(loaded->records()));
            QVERIFY(loaded->records().size() >= kept);
            kept = loaded->records().size();
        }
        QCOMPARE(kept, std::size_t{frames}); // only the checksum at the end is missing
    }

    void changedByteInACompressedFileIsNoticed_data() { compressedFileCutAnywhereKeepsAGoodBeginning_data(); }

    void changedByteInACompressedFileIsNoticed()
    {
        QFETCH(QString, ending);
        const std::string good = m_files.compressed(ending, framesText(frames)).toStdString();
        // gzip's header fields (time, operating system) say nothing about the content.
        const std::size_t from = ending == QStringLiteral(".gz") ? 10 : 4;
        for (std::size_t at = from; at < good.size(); ++at) {
            std::string bad = good;
            bad[at] = static_cast<char>(static_cast<unsigned char>(bad[at]) ^ 0x41U);
            const auto loaded = load(bad);
            QVERIFY2(!loaded || loaded->damage(), std::to_string(at).c_str());
        }
    }

    void somethingElseAfterTheCompressedDataIsDamage()
    {
        const QByteArray gzip = m_files.compressed(QStringLiteral(".gz"), framesText(frames));
        const auto noise = load((gzip + "noise").toStdString());
        QCOMPARE(noise->records().size(), std::size_t{frames});
        QVERIFY(noise->damage().has_value());
        const auto padded = load((gzip + QByteArray(512, '\0')).toStdString());
        QCOMPARE(padded->records().size(), std::size_t{frames});
        QVERIFY(!padded->damage());
    }

    void lineOfAHundredMegabytesIsRead()
    {
        constexpr std::size_t size = 100'000'000;
        std::string text = framesText(1) + "{\"t\":\"recv\",\"conn\":\"ws\",\"ts\":2,\"data\":\"";
        text.append(size, 'x');
        text += "\"}\n{\"t\":\"recv\",\"ts\":3,\"data\":\"after\"}\n";
        const auto loaded = load(text);
        QVERIFY(loaded.has_value());
        QVERIFY(!loaded->damage());
        QCOMPARE(loaded->records()[1].data.size(), size);
        QCOMPARE(loaded->records()[2].data, std::string_view("after"));
    }

    void hundredMegabytesOfNoiseAreRefused()
    {
        QCOMPARE(refusalOf(std::string(100'000'000, '7')), ErrorCode::NotARecording);
    }

    void endlessLineInASmallFileIsDamage()
    {
        const QByteArray bomb =
            m_files.compressed(QStringLiteral(".zst"), framesText(frames) + std::string(140'000'000, ' '));
        QVERIFY(bomb.size() < 100'000);
        const auto loaded = load(bomb.toStdString());
        QCOMPARE(loaded->records().size(), std::size_t{frames});
        QVERIFY(loaded->damage()->detail.find("longer than") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(DamageTest)
#include "damagetest.moc"
