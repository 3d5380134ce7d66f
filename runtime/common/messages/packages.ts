import type { Label } from '../../../metadata/common/label.ts';

/** The sentences about faults of package folders, and of the records that packages bring. */
export const packageMessages: Readonly<Record<string, Label>> = {
  'package-none': {
    zh: '{file} 中没有包：包的 package.json 应在这个文件夹或其下一层；guiju init 可新建一个包',
    en: 'No package was found in {file}: its package.json must be in this folder or one level below. Run guiju init to create one',
  },
  'package-of-others': {
    zh: '{file} 不是规矩的包：其 package.json 没有“guiju”一节，下一层文件夹中也没有包；guiju init 可新建一个包',
    en: '{file} is not a Guiju package: its package.json has no "guiju" section, and neither has any folder one level below. Run guiju init to create one',
  },
  'data-org-unknown': {
    zh: '包数据“{key}”所属或分配到的组织 {org} 不存在：请先建立该组织，再安装一次',
    en: 'Package data “{key}” belongs to organisation {org}, which does not exist: create the organisation, then install the package again',
  },
  'data-refused': {
    zh: '包数据“{key}”（{form}）未能载入：{reason}',
    en: 'Package data “{key}” ({form}) could not be loaded: {reason}',
  },
  'tarball-none': {
    zh: '{file} 不是 .tgz 格式的包：请选择从包页面下载的 .tgz，或用 guiju pack 打包',
    en: '{file} is not a package in .tgz format: choose one that was downloaded from a package’s page, or create one with guiju pack',
  },
  'tarball-damaged': {
    zh: '{file} 已损坏，无法解开：请重新获取，或用 guiju pack 重新打包',
    en: '{file} is damaged and cannot be unpacked: get it again, or repack it with guiju pack',
  },
  'tarball-too-large': {
    zh: '包有 {size} 字节，超过上限 {limit} 字节：请拆成几个包',
    en: 'The package has {size|byte|bytes}, more than the {limit} allowed: split it into several',
  },
  'tarball-unpacks-too-large': {
    zh: '包解开后超过上限 {limit} 字节：请拆成几个包',
    en: 'The package unpacks to more than the {limit|byte|bytes} allowed: split it into several',
  },
  'tarball-no-file': {
    zh: '{file} 不是普通文件（{type}），包里只能有普通文件：请用 guiju pack 重新打包',
    en: '{file} is not a plain file but a {type}; a package contains only plain files: repack it with guiju pack',
  },
  'tarball-path': {
    zh: '{file} 不是包内可用的路径：请用 guiju pack 重新打包',
    en: '{file} is not a valid path in a package: repack it with guiju pack',
  },
  'tarball-path-long': {
    zh: '{file} 的路径过长（最多 {limit} 个字符）：请改用较短的文件名',
    en: '{file} has too long a path (at most {limit|character|characters}): give the file a shorter name',
  },
  'tarball-file-twice': {
    zh: '{file} 在包里有两次：请用 guiju pack 重新打包',
    en: '{file} is in the package twice: repack it with guiju pack',
  },
  'tarball-stray': {
    zh: '{file} 不属于包：包里只有 JSON 和说明文字，不含可运行的内容；请用 guiju pack 重新打包',
    en: '{file} does not belong in a package, which contains only JSON and documentation and nothing that runs; repack it with guiju pack',
  },
  'package-name-reserved': {
    zh: '“{name}”是客户自己那一层的名字，包不能这样命名：请换一个名字',
    en: '“{name}” is reserved for the customer’s local changes and cannot be used for a package: choose another name',
  },
  'diff-other-package': {
    zh: '请给出同一个包的两个版本；这里找到 {count} 个包',
    en: '{count|package was|packages were} found: specify two versions of the same package',
  },
  'package-unreadable': {
    zh: '包读不出来（{count} 处错误）：请改正后重新打包、上传',
    en: 'The packages cannot be read ({count|error|errors}): correct what is wrong, pack them again and upload them again',
  },
  'packages-unsolvable': {
    zh: '这些包合不到一起（{count} 项依赖未满足）：请一并提供所需版本，或换一个版本',
    en: 'These packages cannot be installed together ({count|dependency is|dependencies are} not met): include the required versions, or choose other versions',
  },
  'need-unmet': {
    zh: '{package} {version} 需要 {needs}（{range}），而它没有安装，也没有提供：请一并提供',
    en: '{package} {version} requires {needs} ({range}), which is neither installed nor included: include it as well',
  },
  'need-unfit': {
    zh: '{package} {version} 需要 {needs} 的版本 {range}，而将装的是 {found}：请提供合适的版本',
    en: '{package} {version} requires {needs} {range}, but {found} would be installed: include a suitable version',
  },
  'need-not-carried': {
    zh: '“{package}” {version} 需要“{needs}”的版本 {range}，而本系统随带的是 {carried}，不符合：请换用适合 {carried} 的版本，或先升级本系统',
    en: '“{package}” {version} requires “{needs}” {range}, but this system comes with {carried}, which does not fit: use a version made for {carried}, or upgrade this system first',
  },
  'package-unanswered': {
    zh: '还有 {count} 个问题没有答复：请在计划中逐一选择采用哪一方，再安装',
    en: '{count|question has|questions have} not been answered: decide each one in the plan, then install',
  },
  'merge-question': {
    zh: '“{name}”的{property}：{package} 由 {base} 改为 {theirs}，而 {layer} 已改为 {ours}，采用哪一个？',
    en: '{property} of “{name}”: {package} changes it from {base} to {theirs}, but {layer} has set it to {ours}. Which value do you want to use?',
  },
  'merge-interference': {
    zh: '“{name}”的{property}：相互独立的包设置不同（{said}），采用哪一个？',
    en: '{property} of “{name}”: independent packages set different values ({said}). Which value do you want to use?',
  },
  'merge-kept': {
    zh: '{name} 的{property}：本系统的与 {package} 带来的不同，而它没有变，所以保持不变',
    en: '{property} of “{name}”: this system’s value differs from {package}, which has not changed it, so it is kept',
  },
  'own-record-gone': {
    zh: '{form} {key}：上次带来的，本系统已删除',
    en: '{form} {key}: included last time, and deleted here',
  },
  'own-said': {
    zh: '{name} 的{property}：本系统为 {here}，上次带来的为 {there}',
    en: '{property} of {name}: {here} here, {there} in the last version',
  },
  'own-field': {
    zh: '{form} {key} 的{field}：本系统为 {here}，来源为 {there}',
    en: '{field} of {form} {key}: {here} here, {there} in the source system',
  },
  'own-value': {
    zh: '参数 {place}：本系统为 {here}，来源为 {there}',
    en: 'parameter {place}: {here} here, {there} in the source system',
  },
  'promoted-secret': {
    zh: '密文 {id} 没有随包带来：请在安装时填写，否则为空',
    en: 'The secret {id} is not included: enter it during installation, or it stays empty',
  },
  'promoted-value': {
    zh: '参数值 {place} 没有写入：{reason}',
    en: '{place} was not set: {reason}',
  },
  'promote-key-none': {
    zh: '表单 {form} 没有可填写的自然键，不能带到别的系统：请先在表单中给出 key',
    en: 'Records of {form} are identified only by id and cannot be moved to another system: give the form a key first',
  },
  'promote-name': {
    zh: '“{name}”不能作为包名；包名如 promotion 或 @acme/promotion，local 保留；请换一个名字',
    en: '“{name}” cannot be used as a package name. Use a name such as promotion or @acme/promotion; local is reserved',
  },
  'server-with-user': {
    zh: '--server 和 --with 的地址不含用户名和密码：请去掉“@”及其之前的部分；令牌写在 GUIJU_TOKEN、GUIJU_WITH_TOKEN',
    en: 'The addresses of --server and --with must not contain a user name or password: remove everything up to the “@”, and pass the tokens in GUIJU_TOKEN and GUIJU_WITH_TOKEN',
  },
  'server-unreachable': {
    zh: '连不上 {server}：请检查地址，以及它是否在运行',
    en: '{server} cannot be reached: check the address and that the server is running',
  },
  'server-refused': {
    zh: '{server} 回答 {status}：{detail}（令牌须是管理员的，用 GUIJU_TOKEN 给出）；请换一个令牌',
    en: '{server} answered {status}: {detail}. Use an administrator’s token in GUIJU_TOKEN',
  },
  'secrets-unread': {
    zh: '{file} 应为 JSON：{ "编号": "密文" }，请照此写',
    en: '{file} must be JSON in this form: { "id": "secret" }',
  },
  'install-secrets': {
    zh: 'secrets 应为 { "编号": "密文" }：请照此给出',
    en: 'Send secrets in this form: { "id": "secret" }',
  },
  'merge-followed': {
    zh: '“{name}”的{property}：{layer} 所说与 {package} 原来的相同，改随新版本：{theirs}',
    en: '{property} of “{name}”: {layer} had the same value as {package} and now follows the new version: {theirs}',
  },
  'merge-stricter': {
    zh: '“{name}”的{property}：{package} 由 {base} 改为 {theirs}，比 {layer} 的 {ours} 更严，以更严的为准',
    en: '{property} of “{name}”: {package} changes it from {base} to {theirs}, which is stricter than the {ours} of {layer}; the stricter one applies',
  },
  'merge-stricter-ours': {
    zh: '“{name}”的{property}：{package} 由 {base} 改为 {theirs}，{layer} 的 {ours} 更严，仍以它为准',
    en: '{property} of “{name}”: {package} changes it from {base} to {theirs}; the {ours} of {layer} is stricter and still applies',
  },
  'merge-sets': {
    zh: '“{name}”的{property}，与 {layer} 的调整合并：{changes}',
    en: '{property} of “{name}”, merged with the changes of {layer}: {changes}',
  },
  'merge-sets-added': { zh: '{package} 增加 {items}', en: '{package} adds {items}' },
  'merge-sets-removed': { zh: '{package} 去掉 {items}', en: '{package} removes {items}' },
  'merge-sets-stays': {
    zh: '{layer} 去掉过的 {items} 仍不出现',
    en: '{layer} had removed {items}, which stays removed',
  },
  'merge-leans': {
    zh: '{package} 去掉了“{name}”，而 {layer} 仍用到它：它隐藏保留，{layer} 中的说法请改掉',
    en: '{package} removes “{name}”, which {layer} still uses: it is kept hidden; remove it from {layer} as well',
  },
  'cases-failing': {
    zh: '安装后有 {count} 个原本通过的测试用例将不通过：请改正，或说明理由后接受（acceptCases）',
    en: '{count|test case that passes|test cases that pass} now would fail after the installation: correct what fails, or accept it with a reason (acceptCases)',
  },
  'case-failing': {
    zh: '用例“{name}”：应为 {expected}，将得 {actual}；请改正规则或用例',
    en: 'case “{name}”: expected {expected}, but would get {actual}; correct the rule or the case',
  },
  'install-packages': {
    zh: 'packages 应为包的列表，每个为 files（各文件的 JSON）、tarball（base64）、archive（归档的标识）或 name（仓库中的包名），至少一个',
    en: '“packages” must be a list of at least one package, each with files (the JSON of each file), a tarball in base64, the id of an archive, or its name in the registry',
  },
  'install-answers': {
    zh: '答复应为 theirs、ours、value 或 from 之一，按问题的编号或位置给出',
    en: 'Each answer must be theirs, ours, value or from, given by the id of its question or its place',
  },
  'answers-unread': {
    zh: '{file} 不是答复文件：应为 JSON，每个问题一个 theirs、ours、value 或 from',
    en: '{file} is not a file of answers: it must be JSON with theirs, ours, value or from for each question',
  },
  'answers-both': {
    zh: '--theirs 与 --ours 只能用一个：请去掉其一',
    en: 'Use either --theirs or --ours, not both',
  },
  'install-take': {
    zh: 'take 应为 theirs 或 ours：请改用其一',
    en: '“take” must be theirs or ours',
  },
  'install-reason': {
    zh: 'acceptCases 应为一句理由：请写明为何接受',
    en: '“acceptCases” must be a reason: explain in a sentence why the failures are acceptable',
  },
  'package-not-installed': {
    zh: '没有安装包 {name}：guiju publishes 列出安装过什么',
    en: 'The package {name} is not installed: run guiju publishes to see what was installed',
  },
  'signature-missing': {
    zh: '包 {name} {version} 没有签名，而已安装的版本是签名的；确认来源后可用 --accept {name} 安装',
    en: 'Package {name} {version} is not signed, but the installed version is. If you have verified its source, install it with --accept {name}',
  },
  'signature-broken': {
    zh: '包 {name} {version} 的签名与内容不符：签名之后有文件被改动、增加或删除；请向发布者重新获取',
    en: 'The signature of package {name} {version} does not match its files: files were changed, added or removed after signing. Get the package from its publisher again',
  },
  'signature-unknown': {
    zh: '包 {name} {version} 由未受信任的密钥 {key} 签名；核对后可用 guiju keys trust {publicKey} 信任它，或用 --accept {name} 安装这一个',
    en: 'Package {name} {version} is signed with the key {key}, which is not trusted here. Once you have verified it, trust it with guiju keys trust {publicKey}, or install just this package with --accept {name}',
  },
  'signature-other-key': {
    zh: '包 {name} {version} 由另一把密钥 {key} 签名，与已安装的版本不同；请向发布者核实，再用 --accept {name} 安装',
    en: 'Package {name} {version} is signed with a different key from the installed version ({key}): verify it with the publisher, then install it with --accept {name}',
  },
  'signature-revoked': {
    zh: '包 {name} {version} 由已撤销的密钥 {key} 签名：请向发布者索取用新密钥签名的版本，或用 --accept {name} 安装这一个',
    en: 'Package {name} {version} is signed with the revoked key {key}: ask the publisher for a version signed with a new key, or install just this package with --accept {name}',
  },
  'version-lower': {
    zh: '包 {name} 的版本 {version} 低于已安装的 {installed}：要撤销最近一次发布，请用 guiju undo；确实要降级，请用 --downgrade {name}',
    en: 'Version {version} of package {name} is lower than the installed version {installed}: to undo the last publish, use guiju undo; to downgrade, use --downgrade {name}',
  },
  'version-lowered': {
    zh: '包 {name} 从版本 {installed} 降回 {version}',
    en: 'Package {name} goes back from version {installed} to {version}',
  },
  'signing-key-none': {
    zh: '{file} 不是 ed25519 私钥；guiju keys new 可新建一把',
    en: '{file} is not a private ed25519 key; run guiju keys new to create one',
  },
  'public-key-none': {
    zh: '“{key}”不是公钥：应如 guiju keys new 所印，以 ed25519: 开头',
    en: '“{key}” is not a public key: it must begin with ed25519:, as printed by guiju keys new',
  },
  'trusted-key-unknown': {
    zh: '没有受信任的密钥 {key}：guiju keys list 列出受信任的密钥',
    en: 'The key {key} is not trusted: run guiju keys list to see the trusted keys',
  },
  'folder-no-package': {
    zh: '{folder} 不是包：其中没有含 guiju 一节的 package.json；用 guiju init {folder} 新建一个',
    en: '{folder} is not a package: it has no package.json with a guiju section; create one with guiju init {folder}',
  },
  'form-file-there': {
    zh: '已有 {file}：请直接修改它，或换一个名字',
    en: '{file} already exists: edit it, or choose another name',
  },
  'form-name-wrong': {
    zh: '“{name}”不能作表单名：请用小写字母、数字和连字符，字母开头，如 hotel-room',
    en: '“{name}” cannot be used as a form name: use lower-case letters, digits and hyphens, starting with a letter, such as hotel-room',
  },
  'key-file-there': {
    zh: '{file} 已存在，不会被覆盖：请换一个文件名',
    en: '{file} already exists and will not be overwritten: choose another name',
  },
  'publish-accept-list': {
    zh: 'accept 应为包名的列表：请写成 ["hotel"] 这样',
    en: '“accept” must be a list of package names, such as ["hotel"]',
  },
  'publish-downgrade-list': {
    zh: 'downgrade 应为包名的列表，最多 200 个：请写成 ["hotel"] 这样',
    en: '“downgrade” must be a list of at most 200 package names, such as ["hotel"]',
  },
  'model-broken': {
    zh: '已安装的包有 {count} 处问题，无法编译，其余功能暂停：在“包”页面或用 guiju apply 发布改正后的版本，或用 guiju undo 撤销最近一次发布，服务即恢复，无需重启',
    en: 'The installed packages have {count|issue|issues} and do not compile, so all other functions are suspended: publish a corrected version on the Packages page or with guiju apply, or undo the last publish with guiju undo. The service then resumes without a restart',
  },
  'package-needed': {
    zh: '“{by}” {version} 需要“{package}”（{range}）：请先卸载它，或安装不再需要它的版本',
    en: '“{by}” {version} needs “{package}” ({range}): uninstall it first, or install a version that does not',
  },
  'package-kept': {
    zh: '“{package}”是平台本身，不能卸载：请改为卸载建立在它之上的包',
    en: '“{package}” is the platform itself and cannot be uninstalled: uninstall packages that build on it instead',
  },
  'archive-unknown': {
    zh: '没有归档 {archive}；guiju archives 列出所有归档',
    en: 'There is no archive {archive}; guiju archives lists them all',
  },
  'archive-empty': {
    zh: '归档 {archive}（{package}）的内容不在这里：恢复所用的备份较早，当时的备份不含归档内容；请从做备份的那个服务下载',
    en: 'The content of archive {archive} ({package}) is not available: the restored backup was made when backups did not yet include it. Download it from the installation that the backup was made of',
  },
  'local-set-aside': {
    zh: '客户自己的调整 {files} 随包一起收起，重新安装时回来',
    en: 'The local changes in {files} are set aside with the package and restored when it is installed again',
  },
  'views-hidden': {
    zh: '{count} 个保存的列表属于将隐藏的表单，随表单回来',
    en: '{count|saved list belongs|saved lists belong} to forms that will be hidden; they are restored with the forms',
  },
  'package-text': {
    zh: '{file} 不是 UTF-8 文本：请另存为 UTF-8',
    en: '{file} is not UTF-8 text: save it as UTF-8',
  },
  'registry-off': {
    zh: '没有配置包仓库：请用环境变量 GUIJU_REGISTRY，或在系统设置中填写“包仓库”',
    en: 'No package registry is configured: set GUIJU_REGISTRY, or enter one in Settings',
  },
  'package-foreign': {
    zh: '包“{package}”由别人提供，不能在这里设计：请在设计里修改，改动会留在本地调整',
    en: 'The package “{package}” belongs to another provider and cannot be designed here: change its forms in the designer, and the changes stay local',
  },
  'registry-package-unknown': {
    zh: '包仓库 {url} 中没有 {name}：请核对名字',
    en: 'The registry {url} has no package {name}: check the spelling',
  },
  'registry-name': {
    zh: '“{name}”不是包名；包名如 hotel 或 @acme/hotel，请核对',
    en: '“{name}” is not a package name; package names look like hotel or @acme/hotel: check the spelling',
  },
  'registry-range': {
    zh: '“{range}”不是版本范围；如 {name}@^2.0.0，请照此写',
    en: '“{range}” is not a version range; write it like {name}@^2.0.0',
  },
  'registry-version-none': {
    zh: '包仓库中没有符合 {range} 的 {name}；有的版本：{versions}；请换一个范围',
    en: 'The registry has no version of {name} that matches {range}; available versions: {versions}. Choose another range',
  },
  'registry-unreachable': {
    zh: '连不上包仓库 {url}（{reason}）：请检查地址和网络',
    en: 'The registry {url} cannot be reached ({reason}): check its address and the network',
  },
  'registry-refused': {
    zh: '包仓库 {url} 出错，状态 {status}；请稍后再试',
    en: 'The registry {url} failed with status {status}; try again later',
  },
  'registry-locked': {
    zh: '包仓库 {url} 不让读取（状态 {status}）：请检查令牌',
    en: 'The registry {url} denied access (status {status}): check the token',
  },
  'registry-moved': {
    zh: '包仓库 {url} 转到了别处，不会跟随：请直接填写它现在的地址',
    en: 'The registry {url} redirects to another address, which is not followed: enter its current address',
  },
  'registry-elsewhere': {
    zh: '包仓库 {url} 让到别处取包（{target}），已拒绝：只从所配置的地址获取；请核对仓库的配置',
    en: 'The registry {url} refers to a tarball at another address ({target}), which is refused: packages are downloaded only from the configured address. Check the configuration of the registry',
  },
  'registry-too-large': {
    zh: '包仓库 {url} 的回答超过 {limit} 字节，不再读取：请核对地址',
    en: 'The response of the registry {url} exceeds {limit} bytes and is not read: check the address',
  },
  'registry-answer': {
    zh: '{url} 的回答不是 npm 仓库的：请检查地址',
    en: 'The response of {url} is not that of an npm registry: check the address',
  },
  'registry-integrity-none': {
    zh: '包仓库 {url} 没有给出 {name} {version} 的 sha512，无法核对，已拒绝；请在仓库中重新发布它',
    en: 'The registry {url} provides no sha512 for {name} {version}, so the package cannot be verified and is refused; publish it there again',
  },
  'registry-integrity': {
    zh: '从 {url} 取得的 {name} {version} 与仓库所说的 sha512 不符，已拒绝；请核对仓库，再试一次',
    en: '{name} {version} from {url} does not match the registry’s sha512 and is refused; check the registry, then try again',
  },
  'registry-other-package': {
    zh: '作为 {name} {version} 取得的文件里是 {found}，已拒绝；请核对仓库',
    en: 'The file received as {name} {version} contains {found} and is refused; check the registry',
  },
  'registry-token-again': {
    zh: '包仓库的地址变了，请重新填写它的令牌（或清空），以免发给别处',
    en: 'The address of the registry has changed: enter its token again, or clear it, so that the previous token is not sent elsewhere',
  },
  'demo-missing': {
    zh: '已安装的包都没有演示数据：请先安装含演示数据的包',
    en: 'None of the installed packages has demo data: install one that does',
  },
};
